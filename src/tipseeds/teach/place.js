// A question and a box. What is typed goes to the kernel at once; what the kernel says is shown. Only `see` is markup,
// which the kernel escaped; everything else is text.

const list = (tag, items) => items.length > 0 && el(tag, {}, ...items.map((item) => el("li", {}, item)));

/** The box for an answer: its node, its inputs, and how to read and write it. */
function boxOf({ ask, kind }) {
  const id = `tip-${Math.random().toString(36).slice(2)}`;
  const text = (name, props) => el("input", { type: "text", id: id + name, autocomplete: "off", ...props });
  const group = (...kids) => el("fieldset", {}, el("legend", {}, ask), ...kids);
  if (Array.isArray(kind)) {
    const inputs = kind.map((value) => el("input", { type: "radio", name: id, value }));
    return {
      inputs, node: group(...inputs.map((radio) => el("label", {}, radio, ` ${radio.value}`))),
      get: () => inputs.find((radio) => radio.checked)?.value ?? null,
      set: (value) => inputs.forEach((radio) => { radio.checked = radio.value === value; }),
    };
  }
  if (kind === "range") {
    const inputs = ["from", "to"].map((name) => text(name, { size: 12, inputmode: "decimal" }));
    return {
      inputs, node: group(...inputs.map((end, at) => el("label", {}, at ? " to " : "from ", end))),
      get: () => inputs.some((end) => end.value.trim()) ? inputs.map((end) => end.value) : null,
      set: (value) => inputs.forEach((end, at) => { end.value = value?.[at] ?? ""; }),
    };
  }
  const input = kind === "text" ? el("textarea", { id: `${id}box`, rows: 2 })
    : text("box", kind === "number" ? { inputmode: "decimal", size: 16 } : { size: 40, "aria-describedby": `${id}help` });
  const help = kind === "list" && el("p", { id: `${id}help` }, "Separate by commas.");
  return {
    inputs: [input], node: el("div", {}, el("label", { for: input.id }, ask), input, help),
    get: () => input.value || null,
    set: (value) => { input.value = Array.isArray(value) ? value.join(", ") : value ?? ""; },
  };
}

function form(model, root, line, told) {
  const { key, guess, checked, ...task } = model.get("task"), box = boxOf(task), after = el("div");
  let typed = 0, watch = null;
  const answer = () => { clearTimeout(typed); line.ask("answer", { answer: box.get() }); };
  const act = (what, label) => button(label, () => line.ask(what));
  const [hint, undo, gone] = [act("hint", "Hint"), act("undo", "Undo"), act("delete", "Delete")];
  root.classList.add("tip-place");
  for (const [name, value] of [["role", "region"], ["aria-label", `${guess ? "Your guess" : "Exercise"} ${key}`]])
    root.setAttribute(name, value);
  told.setAttribute("role", "status");
  root.append(box.node, el("div", {}, button(checked ? "Check" : guess ? "That is my guess" : "Done", answer), checked && hint,
    act("skip", checked ? "Show the answer" : "Skip"), undo, gone), told, after);
  root.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(() => box.get() && line.ask("draft", { answer: box.get() }), 400);
  });
  root.addEventListener("keydown", (event) => {
    const entered = event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.type === "text");
    if (entered && box.inputs.includes(event.target)) { event.preventDefault(); answer(); }
    if (event.key === "Escape") root.closest(".jp-Cell")?.focus(); // from here, arrows go on to other cells
    event.stopPropagation();
  });

  // What comes out stands in the cells below, up to the next heading or question: their outputs and readings are folded.
  const folded = new Set();
  const fold = (open = model.get("view").open) => {
    const mine = new Set();
    for (let cell = !open && root.closest(".jp-Cell")?.nextElementSibling; cell; cell = cell.nextElementSibling) {
      if (cell.querySelector("h1, h2, h3, h4, .tip-place") || cell.textContent.includes("tip.guess(")) break;
      mine.add(cell);
      folded.add(cell);
    }
    folded.forEach((cell) => cell.classList.toggle("tip-folded", mine.has(cell)));
  };
  requestAnimationFrame(() => {
    root.closest(".jp-Cell")?.classList.remove("tip-folded");
    const cells = guess && root.closest(".jp-Cell")?.parentElement;
    if (!cells) return;
    fold();
    watch = new MutationObserver(() => requestAnimationFrame(() => fold()));
    watch.observe(cells, { childList: true, subtree: true });
  });
  root.addEventListener("gone", () => { watch?.disconnect(); fold(true); });

  return () => {
    const view = model.get("view");
    if (!box.inputs.includes(document.activeElement)) box.set(view.answer);
    say(told, view.note);
    told.classList.toggle("tip-right", view.right !== null);
    undo.disabled = !view.undo;
    gone.disabled = view.answer === null && !view.done;
    hint.disabled = !view.more;
    const passage = el("div");
    passage.innerHTML = view.see;
    after.replaceChildren(...[list("ol", view.hints), view.why && el("p", {}, view.why),
      view.good.length > 0 && el("p", {}, "A good answer"), list("ul", view.good),
      view.see && el("details", {}, el("summary", {}, "The passage"), passage)].filter(Boolean));
    if (guess) fold();
  };
}
