// What the front of every widget has in common; its own form follows. What comes from data is set as text, or is markup
// that Python has escaped.

const PATIENCE = 5000; // milliseconds

/** Make an element: properties that begin with “on” are listeners, the others attributes; what is empty is left out. */
function el(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.filter(Boolean));
  return node;
}

const button = (label, onclick, props = {}, ...kids) => el("button", { type: "button", onclick, ...props }, label, ...kids);
const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };
const stop = (event) => { event.preventDefault(); event.stopPropagation(); };

/** Talk to the kernel: one question at a time, in order. */
function talk(model, tell) {
  const queue = []; // the first is with the kernel
  let turn = "", timer = 0;
  const pump = () => {
    if (turn || !queue.length) return;
    turn = Math.random().toString(36).slice(2);
    timer = setTimeout(tell, PATIENCE, model.get("silent"));
    try {
      model.send({ ...queue[0], turn });
    } catch {
      tell(model.get("silent")); // the line to the kernel is cut
    }
  };
  model.on("change:answered", () => {
    if (model.get("answered") !== turn) return;
    clearTimeout(timer);
    turn = "";
    queue.shift();
    tell(model.get("error"));
    pump();
  });
  model.on("change:error", () => tell(model.get("error")));
  const ask = (what, more) => { queue.push({ do: what, ...more }); pump(); };
  const choose = (choice) => { // of several changes of one thing that wait, the last is enough
    const last = queue.length > 1 && queue.at(-1).choice;
    if (last && Object.keys(last).join() === Object.keys(choice).join()) queue.at(-1).choice = choice;
    else ask("choose", { choice });
  };
  return { ask, choose, waits: () => queue.some((one) => one.choice) };
}

/** Undo, redo and Reset, as buttons and as keys; other nodes stand behind them. */
function steps(model, root, line, ...more) {
  const step = (what, sign, title, name) => button(sign, () => line.ask(what), { title, "aria-label": name });
  const undo = step("undo", "↶ Undo", "Take the last step back (Ctrl+Z)");
  const redo = step("redo", "↷", "Do it again (Ctrl+Shift+Z)", "Redo");
  const able = () => { [undo.disabled, redo.disabled] = model.get("can").map((can) => !can); };
  model.on("change:can", able);
  able();
  root.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || !"zy".includes(key)) return;
    stop(event);
    line.ask(key === "y" || event.shiftKey ? "redo" : "undo");
  });
  return el("div", { class: "ts-steps" }, undo, redo, step("reset", "Reset", "Put everything back to where it began"), ...more);
}

function render({ model, el: holder }) {
  // JupyterLab takes a letter or an arrow for a command of its own, but not on an element that says so. What stands
  // between two dollars is money.
  const root = el("div", { class: "ts-root mathjax_ignore tex2jax_ignore asciimath2jax_ignore",
    onfocusin: (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true") });
  const told = el("p", { class: "ts-told", role: "alert" });
  const tell = (text) => { told.textContent = text; };
  holder.classList.add("ts-holder");
  holder.replaceChildren(root);
  const show = form(model, root, talk(model, tell), told);
  tell(model.get("error"));
  model.on("change", show);
  show();
  return () => root.dispatchEvent(new Event("gone"));
}

export default { render };
