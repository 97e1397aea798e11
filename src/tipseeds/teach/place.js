// A question and a box. What is typed goes to the kernel at once; what the kernel says is shown. Only `see` is markup,
// which the kernel escaped; everything else is text.
const make = (tag, given = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), given);
  node.append(...children.filter(Boolean));
  return node;
};

function fields(task, id) {
  const text = (name, rest) => make("input", { type: "text", id: `${id}-${name}`, autocomplete: "off", ...rest });
  if (Array.isArray(task.kind)) {
    const radios = task.kind.map((value) => make("input", { type: "radio", name: id, value }));
    const labels = radios.map((radio) => make("label", { className: "option" }, radio, ` ${radio.value}`));
    return {
      inputs: radios,
      box: make("fieldset", {}, make("legend", { textContent: task.ask }), ...labels),
      get: () => radios.find((radio) => radio.checked)?.value ?? null,
      set: (value) => radios.forEach((radio) => (radio.checked = radio.value === value)),
    };
  }
  if (task.kind === "range") {
    const ends = [text("from", { size: 12, inputMode: "decimal" }), text("to", { size: 12, inputMode: "decimal" })];
    const labels = ends.map((end, at) => make("label", { htmlFor: end.id, textContent: at ? " to " : "from " }));
    return {
      inputs: ends,
      box: make("fieldset", {}, make("legend", { textContent: task.ask }), labels[0], ends[0], labels[1], ends[1]),
      get: () => (ends.some((end) => end.value.trim()) ? ends.map((end) => end.value) : null),
      set: (value) => ends.forEach((end, at) => (end.value = value?.[at] ?? "")),
    };
  }
  const input = task.kind === "text" ? make("textarea", { id: `${id}-text`, rows: 2 })
    : text("box", task.kind === "number" ? { inputMode: "decimal", size: 16 } : { size: 40 });
  const ask = make("label", { className: "ask", htmlFor: input.id, textContent: task.ask });
  const help = task.kind === "list" && make("p", { className: "small", id: `${id}-help`, textContent: "Separate by commas." });
  if (help) input.setAttribute("aria-describedby", help.id);
  return { inputs: [input], box: make("div", {}, ask, input, help), get: () => input.value || null,
           set: (value) => (input.value = Array.isArray(value) ? value.join(", ") : value ?? "") };
}

function render({ model, el }) {
  const task = model.get("task"), id = `tip-${Math.random().toString(36).slice(2)}`; // each place loads this file anew
  const form = fields(task, id);
  const status = make("p", { className: "status" });
  status.setAttribute("role", "status");
  const after = make("div");
  const buttons = {};
  let typed = 0, waits = 0;
  const send = (act, answer = null) => {
    clearTimeout(waits);
    waits = setTimeout(() => {
      status.textContent = "Not saved: the kernel does not answer. What you wrote stays in the box; choose Kernel, " +
        "Restart Kernel, run the first cell and this one, and answer again.";
    }, 5000);
    model.send({ do: act, answer });
  };
  const button = (act, label, work) => (buttons[act] = make("button", { type: "button", textContent: label, onclick: work }));
  const answer = () => { clearTimeout(typed); send("answer", form.get()); };
  const bar = make("div", {},
    button("answer", task.checked ? "Check" : task.guess ? "That is my guess" : "Done", answer),
    task.checked && button("hint", "Hint", () => send("hint")),
    button("skip", task.checked ? "Show the answer" : "Skip", () => send("skip")),
    button("undo", "Undo", () => send("undo")), button("delete", "Delete", () => send("delete")));
  const root = make("section", { className: `tip-place${task.guess ? " tip-guess" : ""}` }, form.box, bar, status, after);
  root.setAttribute("aria-label", `${task.guess ? "Your guess" : "Exercise"} ${task.key}`);
  // JupyterLab takes letters and arrows for commands of its own; it leaves alone what says so.
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  form.inputs.forEach((input) => {
    const change = () => { clearTimeout(typed); typed = setTimeout(() => form.get() && send("draft", form.get()), 400); };
    input.addEventListener("input", change);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey || input.type === "text")) { event.preventDefault(); answer(); }
    });
  });
  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") el.closest(".jp-Cell")?.focus(); // from here, arrows go on to other cells
  });

  const list = (items, tag) => items.length && make(tag, {}, ...items.map((item) => make("li", { textContent: item })));
  const update = () => {
    clearTimeout(waits);
    const view = model.get("view");
    if (!root.contains(document.activeElement) || !form.inputs.includes(document.activeElement)) form.set(view.answer);
    status.textContent = view.note;
    status.style.fontWeight = view.right === null ? "normal" : "bold";
    buttons.undo.disabled = !view.undo;
    buttons.delete.disabled = view.answer === null && !view.done;
    if (buttons.hint) buttons.hint.disabled = !view.more;
    const see = view.see && make("details", {}, make("summary", { textContent: "The passage" }), make("div", { innerHTML: view.see }));
    const good = view.good.length && make("p", { textContent: "A good answer" });
    after.replaceChildren(...[list(view.hints, "ol"), view.why && make("p", { textContent: view.why }), good, list(view.good, "ul"), see].filter(Boolean));
    if (task.guess) fold();
  };

  // What comes out stands in the cells below, up to the next heading or question: their outputs and readings are folded.
  const folded = new Set();
  const fold = () => {
    const mine = new Set();
    if (!model.get("view").open)
      for (let cell = el.closest(".jp-Cell")?.nextElementSibling; cell; cell = cell.nextElementSibling) {
        if (cell.querySelector("h1, h2, h3, h4, .tip-place") || cell.textContent.includes("tip.guess(")) break;
        mine.add(cell);
      }
    folded.forEach((cell) => mine.has(cell) || cell.classList.remove("tip-folded"));
    mine.forEach((cell) => { cell.classList.add("tip-folded"); folded.add(cell); });
  };
  el.append(root);
  model.on("change:view", update);
  update();
  let watch;
  requestAnimationFrame(() => {
    el.closest(".jp-Cell")?.classList.remove("tip-folded");
    const cells = task.guess && el.closest(".jp-Cell")?.parentElement;
    if (!cells) return;
    fold();
    watch = new MutationObserver(() => requestAnimationFrame(fold));
    watch.observe(cells, { childList: true, subtree: true });
  });
  return () => {
    watch?.disconnect();
    model.off("change:view", update);
    folded.forEach((cell) => cell.classList.remove("tip-folded"));
  };
}
export default { render };
