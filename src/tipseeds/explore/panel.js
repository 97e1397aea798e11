// A panel: fields and buttons, each with a note beside it, and what comes of them, where `lines` says.

function form(model, root, line, told) {
  const get = (name) => model.get(name), nodes = {}, notes = {}, sliders = {}, shown = {}, last = {};
  const typing = new Set(); // what is typed and not yet left is never written over
  const fresh = (name) => last[name] !== (last[name] = get(name));
  const note = (name) => (notes[name] = el("span", { class: "ts-note", role: "status" }));
  const field = ({ name, label, asks, options = [], rules = [], placeholder, min, max, step }) => {
    const change = () => line.choose({ [name]: nodes[name].value });
    const done = () => { typing.delete(name); change(); };
    const props = max ? { inputmode: "decimal", "aria-label": `${label} (${asks})`, oninput: change }
      : { "aria-label": label, placeholder, oninput: () => typing.add(name), onchange: done,
        onkeydown: (event) => event.key === "Enter" && done() }; // in JupyterLab, Enter alone changes nothing
    nodes[name] = el(options.length ? "select" : "input", props, ...options.map((value) => el("option", { value }, value)));
    sliders[name] = max && el("input", { type: "range", min, max, step, "aria-label": `${label}, slider`,
      oninput: (event) => { nodes[name].value = event.target.value; change(); } });
    const told = rules.map(([value, rule]) => el("div", {}, el("strong", {}, value), `: ${rule}`));
    return el("div", { class: "ts-field" }, el("span", {}, el("strong", {}, label), asks && ` ${asks}`), sliders[name],
      nodes[name], note(name), rules.length > 0 && el("details", {}, el("summary", {}, "rules"), ...told));
  };
  const make = (name) => {
    if (name === "steps") return steps(model, root, line);
    if (name in get("boxes")) return field({ name, ...get("boxes")[name] });
    const props = name === "status" ? { role: "status" } : { tabindex: 0 };
    if (!(name in get("buttons"))) return (shown[name] = el("div", { class: `ts-${name}`, ...props }));
    nodes[name] = button(get("buttons")[name], () => line.ask(name));
    return el("span", {}, nodes[name], note(name));
  };
  const fields = el("div", { class: "ts-fields" });
  root.classList.add(`ts-${get("form")}`);
  root.append(told, ...get("lines").split("|").map((names) =>
    names ? el("div", { class: "ts-bar" }, ...names.split(" ").map(make)) : fields));
  return () => {
    if (fresh("fields")) fields.replaceChildren(...get("fields").map(field));
    for (const [name, node] of Object.entries(nodes)) {
      const value = get("choice")[name];
      node.disabled = get("off").includes(name);
      (get("texts")[name] ?? []).forEach((text, at) => say(node.options[at], text));
      if (value !== undefined && !typing.has(name) && !line.waits() && node.value !== value) node.value = value;
    }
    for (const [name, node] of Object.entries(notes)) {
      const given = get("notes")[name] ?? "", { text, readings = [], at } = given.text ? given : { text: given };
      if (node.textContent !== text) // which the readings follow
        node.replaceChildren(text, ...readings.map(([value, label]) => button(label, () => {
          nodes[name].focus(); // the question goes, and the keys with it
          line.choose({ [name]: value });
        })));
      node.parentNode.classList.toggle("ts-bad", text !== "" && at === undefined);
      if (at !== undefined && !line.waits()) sliders[name].value = at;
    }
    for (const [name, node] of Object.entries(shown)) if (fresh(name)) node.innerHTML = get(name);
  };
}
