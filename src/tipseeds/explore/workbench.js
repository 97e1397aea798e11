// The front of workbenches and panels. What comes from data is set as text, or is markup that Python has escaped.

const PATIENCE = 5000; // milliseconds
const SILENT = "The kernel doesn’t answer: it is busy with another cell, or gone. Evidence still works. " +
  "If this stays, choose Kernel, Restart Kernel and Run All Cells.";
let pops = 0;

/** Make an element: properties that begin with “on” are listeners, the others attributes. */
function el(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids);
  return node;
}

const button = (label, onclick, props = {}, ...kids) =>
  el("button", { type: "button", onclick, ...props }, ...(kids.length ? kids : [label]));

const on_change = (model, names, part) => names.forEach((name) => model.on(`change:${name}`, part));
const stop = (event) => { event.preventDefault(); event.stopPropagation(); };

/** Put a box that floats beside something, whole on the screen. */
function float(box, x, y) {
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  box.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
}

/** Talk to the kernel: one question at a time, in order; of several changes that wait, the last holds all. */
function talk(model, tell) {
  const queue = [];
  let token = null, wish = null, timer = 0;
  const pump = () => {
    if (token || !queue.length) return;
    token = Math.random().toString(36).slice(2);
    timer = setTimeout(() => tell(SILENT), PATIENCE);
    try {
      model.send({ ...queue.shift(), turn: token });
    } catch {
      tell(SILENT); // the line to the kernel is cut
    }
  };
  model.on("change:answered", () => {
    if (model.get("answered") !== token) return;
    clearTimeout(timer);
    token = null;
    if (!queue.length) wish = null;
    tell(model.get("error"));
    line.done();
    pump();
  });
  model.on("change:error", () => tell(model.get("error")));
  const ask = (what, more = {}) => {
    const last = queue.at(-1);
    if (what === "choose" && last?.do === "choose") Object.assign(last, more);
    else queue.push({ do: what, ...more });
    pump();
  };
  const line = {
    ask: (what, more) => { wish = null; ask(what, more); },
    choose: (changes) => ask("choose", { choice: (wish = { ...(wish ?? model.get("choice")), ...changes }) }),
    waits: () => wish !== null,
    done: () => {},
  };
  return line;
}

/** Undo, redo and Reset, as buttons and as keys. */
function steps(model, root, line, ...more) {
  const undo = button("↶ Undo", () => line.ask("undo"), { title: "Take the last step back (Ctrl+Z)" });
  const redo = button("", () => line.ask("redo"), { title: "Do it again (Ctrl+Shift+Z)", "aria-label": "Redo" }, "↷");
  const reset = button("Reset", () => line.ask("reset"), { title: "Put everything back to where it began" });
  const able = () => [undo, redo].forEach((one, at) => { one.disabled = !model.get("can")[at]; });
  model.on("change:can", able);
  able();
  root.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || !"zy".includes(key)) return;
    stop(event);
    line.ask(key === "y" || event.shiftKey ? "redo" : "undo");
  });
  return el("div", { class: "ts-steps" }, undo, redo, reset, ...more);
}

/** A button that opens a box below it; Esc and a click beside it close the box. */
function popup(label, ...kids) {
  const said = el("span", { class: "ts-said" }), id = `ts-pop-${++pops}`;
  const box = el("div", { popover: "auto", id, class: "ts-pop", role: "group", "aria-label": label }, ...kids);
  const opener = button(label, () => {}, { class: "ts-menu", popovertarget: id }, el("strong", {}, label), " ", said, " ▾");
  box.addEventListener("toggle", (event) => {
    opener.setAttribute("aria-expanded", event.newState === "open");
    if (event.newState !== "open") return;
    const at = opener.getBoundingClientRect();
    float(box, at.left, at.bottom + 2);
    box.querySelector("input:not(:disabled)")?.focus({ preventScroll: true });
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...box.querySelectorAll("input[type=checkbox]:not(:disabled)")];
    if (!step || !all.length) return;
    stop(event);
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  });
  return { said, opener, nodes: [opener, box] };
}

function menuOf(menu, line) {
  const any = button("Any", () => line.choose({ [menu.name]: [] }), { class: "ts-any" });
  if (menu.span) {
    const ends = ["from", "to"].map((word, at) => el("input", {
      type: "number", min: menu.options[0], max: menu.options[1], "aria-label": `${menu.label} ${word}`,
      onchange: () => {
        const given = ends.map((one, n) => one.value === "" ? menu.options[n] : Math.round(one.value));
        line.choose({ [menu.name]: at ? [Math.min(...given), given[1]] : [given[0], Math.max(...given)] });
      },
    }));
    const pop = popup(menu.label, "from ", ends[0], " to ", ends[1], any);
    return { nodes: pop.nodes, show: (value) => {
      const [low, high] = [ends[0].value, ends[1].value] = value.length ? value : menu.options;
      pop.said.textContent = low === high ? low : `${low} – ${high}`;
      pop.opener.classList.toggle("on", value.length > 0);
    } };
  }
  const lines = menu.options.map((option) => {
    const box = el("input", { type: "checkbox", onchange: () => line.choose({
      [menu.name]: lines.filter((one) => one.box.checked).map((one) => one.option),
    }) });
    const many = el("span", { class: "ts-n" });
    return { option, box, many, label: el("label", {}, box, el("span", {}, option), many) };
  });
  const pop = popup(menu.label, ...lines.map((one) => one.label), any);
  return { nodes: pop.nodes, show: (value, counts) => {
    lines.forEach(({ option, box, many, label }, at) => {
      box.checked = value.includes(option);
      if (!counts) return;
      many.textContent = counts[at];
      label.classList.toggle("ts-dead", !counts[at]);
      box.disabled = !counts[at] && !box.checked;
      label.title = counts[at] ? "" : "leads to nothing beside the other menus";
    });
    pop.said.textContent = !value.length ? (counts ? "any" : "none")
      : value[0] + (value.length > 1 ? ` +${value.length - 1}` : "");
    pop.opener.classList.toggle("on", value.length > 0);
  } };
}

/** Return a text with what was searched for marked in it; of a long one, what stands around the first hit. */
function marked(text, sought) {
  const found = sought ? text.toLowerCase().indexOf(sought.toLowerCase()) : -1;
  if (found < 0) return [text];
  const from = text.length > 160 && found > 80 ? found - 60 : 0;
  const end = found + sought.length;
  return [from ? "…" : "", text.slice(from, found), el("mark", {}, text.slice(found, end)),
    ...marked(text.slice(end), sought)];
}

function workbench(model, root, line, told) {
  const listed = new Map(model.get("listed").map((row) => [row.id, row]));
  const rowOf = new Map(model.get("listed").map((row) => [row.key, row.id]).reverse());
  const evidence = model.get("evidence"), chosen = () => model.get("chosen");
  const choose = (id, from) => {
    root.dataset.from = from;
    model.set("chosen", id);
    model.save_changes();
  };

  // Menus, and the line below them
  const menus = model.get("menus").map((menu) => ({ name: menu.name, ...menuOf(menu, line) }));
  const search = el("input", { type: "search", placeholder: "search the words …", "aria-label": "Search",
    oninput: () => line.choose({ search: search.value }) });
  const full = button("", () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
    { title: "Full screen, as for a projector", "aria-label": "Full screen" }, "⤢");
  const status = el("strong", { role: "status", "aria-live": "polite" });
  const code = el("code", { tabindex: 0, "aria-label": "The same in pandas" });
  const copy = button("copy", async () => {
    await navigator.clipboard.writeText(code.textContent).catch(() => { // where a page may not: by selecting it
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    });
    copy.textContent = "copied";
    setTimeout(() => { copy.textContent = "copy"; }, 1500);
  }, { class: "ts-link", "aria-label": "Copy the code", "aria-live": "polite" });
  const links = el("span", { class: "ts-links" });
  const picture = el("a", { download: "chart.svg", href: "#", onclick: () => {
    picture.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(chart.querySelector("svg"))],
      { type: "image/svg+xml" }));
  } }, "picture");

  // The chart
  const chart = el("div", { class: "ts-chart", role: "region", "aria-label": "Chart" });
  const tip = el("div", { class: "ts-tip", role: "tooltip", popover: "manual", id: `ts-tip-${++pops}` });
  let marks = [], hide = 0, show = 0;
  const idsOf = (mark) => (mark.dataset.row ?? "").split(" ").filter(Boolean);
  const markAt = (event) => event.target.closest?.(".mark");
  const away = () => { clearTimeout(show); if (tip.matches(":popover-open")) tip.hidePopover(); };
  const away_later = () => { clearTimeout(show); clearTimeout(hide); hide = setTimeout(away, 400); };
  const point = (mark) => {
    clearTimeout(hide);
    if (!mark.isConnected) return;
    const ids = idsOf(mark);
    tip.replaceChildren(el("strong", {}, mark.getAttribute("aria-label")), el("div", {}, mark.dataset.tip ?? ""),
      ids.length > 1 ? el("div", {}, `${ids.length} rows: each click goes to the next`) : "");
    if (!tip.matches(":popover-open")) tip.showPopover();
    mark.setAttribute("aria-describedby", tip.id);
    place(mark);
  };
  /** Beside the mark where no mark is covered; else below or above the whole chart. */
  const place = (mark) => {
    const at = mark.getBoundingClientRect(), box = tip.getBoundingClientRect(), all = chart.getBoundingClientRect();
    const others = marks.map((one) => one.getBoundingClientRect());
    const middle = Math.max(4, Math.min((at.left + at.right - box.width) / 2, innerWidth - box.width - 4));
    const spots = [[middle, at.bottom + 6], [middle, at.top - box.height - 6], [at.right + 6, at.top],
      [at.left - box.width - 6, at.top], [middle, Math.min(all.bottom, innerHeight) + 4], [middle, all.top - box.height - 4]];
    const free = ([x, y]) => x >= 0 && y >= 0 && x + box.width <= innerWidth && y + box.height <= innerHeight &&
      !others.some((one) => one.left < x + box.width && x < one.right && one.top < y + box.height && y < one.bottom &&
        one.bottom > all.top && one.top < all.bottom);
    float(tip, ...(spots.find(free) ?? spots.at(-1)));
  };
  const next = (mark) => {
    const ids = idsOf(mark).filter((id) => model.get("shown").includes(id));
    if (ids.length) choose(ids[(ids.indexOf(chosen()) + 1) % ids.length], "chart");
  };
  /** The nearest mark in the direction of an arrow. */
  const beside = (mark, key) => {
    const middle = (one) => { const at = one.getBoundingClientRect(); return [at.left + at.width / 2, at.top + at.height / 2]; };
    const [x, y] = middle(mark), across = key === "ArrowLeft" || key === "ArrowRight";
    const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    const far = (one) => {
      const [dx, dy] = [middle(one)[0] - x, middle(one)[1] - y];
      const [along, off] = across ? [dx * sign, Math.abs(dy)] : [dy * sign, Math.abs(dx)];
      return along > 1 ? along + 3 * off : Infinity;
    };
    return marks.reduce((best, one) => far(one) < far(best) ? one : best, mark);
  };
  const focus = (mark) => {
    marks.forEach((one) => one.setAttribute("tabindex", one === mark ? 0 : -1));
    mark.focus();
  };
  const on = {
    click: (mark) => { focus(mark); next(mark); },
    pointerover: (mark) => { clearTimeout(hide); clearTimeout(show); show = setTimeout(() => point(mark), 60); },
    focusin: point,
    keydown: (mark, event) => {
      if (event.key === "Enter" || event.key === " ") next(mark);
      else if (event.key.startsWith("Arrow")) focus(beside(mark, event.key));
      else if (event.key === "Home" || event.key === "End") focus(marks.at(event.key === "Home" ? 0 : -1));
      else return;
      event.preventDefault();
    },
  };
  for (const [name, listener] of Object.entries(on))
    chart.addEventListener(name, (event) => { const mark = markAt(event); if (mark) listener(mark, event); });
  for (const name of ["pointerout", "focusout"]) chart.addEventListener(name, away_later);
  chart.addEventListener("scroll", away);
  tip.addEventListener("pointerenter", () => clearTimeout(hide));
  tip.addEventListener("pointerleave", away_later);

  // The list
  const head = el("tr");
  const body = el("tbody", { onclick: (event) => pick(event.target.closest("tr"), true) });
  const list = el("div", { class: "ts-list", role: "region", "aria-label": "Rows shown" }, el("table", {}, el("thead", {}, head), body));
  const trs = new Map([...listed.keys()].map((id) => [id, el("tr", { "data-row": id })]));
  const pick = (tr, focused) => {
    if (!tr) return;
    choose(tr.dataset.row, "list");
    if (focused) tr.focus({ preventScroll: true });
  };
  body.addEventListener("keydown", (event) => {
    const tr = event.target.closest("tr");
    const to = { ArrowDown: tr.nextSibling, ArrowUp: tr.previousSibling, Home: body.firstChild, End: body.lastChild,
      Enter: tr, " ": tr }[event.key];
    if (to === undefined || event.target !== tr) return;
    event.preventDefault();
    pick(to, true);
  });
  for (const [name, label, sorts] of model.get("heads")) {
    const arrow = el("span", { "aria-hidden": "true" });
    const turn = () => {
      const sort = model.get("choice").sort;
      line.choose({ sort: sort === name ? `-${name}` : sort === `-${name}` ? "" : name });
    };
    head.append(el("th", { scope: "col", "data-name": name }, sorts ? button(label, turn, {}, label, arrow) : label));
  }

  // The evidence
  const words = el("div", { class: "ts-words", tabindex: 0 });
  const go = (step) => {
    const shown = model.get("shown"), at = shown.indexOf(chosen());
    if (shown.length) choose(shown[(at < 0 && step < 0 ? shown.length : at + step + shown.length) % shown.length], "list");
  };
  const aside = el("section", { class: "ts-evidence", "aria-label": "Evidence" },
    el("div", { class: "ts-turn" }, el("strong", {}, "Evidence"),
      button("", () => go(-1), { "aria-label": "Previous row", title: "Previous row" }, "‹"),
      button("", () => go(1), { "aria-label": "Next row", title: "Next row" }, "›")), words);
  const lead = (event) => {
    const id = rowOf.get(event.target.closest("[data-go][role=link]")?.dataset.go);
    if (id === undefined || (event.type === "keydown" && event.key !== "Enter")) return;
    choose(id, "list");
    words.focus({ preventScroll: true });
  };
  ["click", "keydown"].forEach((name) => words.addEventListener(name, lead));

  // Showing
  const into = (box, item) => { // scrolls the box alone, never the page
    const outer = box.getBoundingClientRect(), inner = item.getBoundingClientRect();
    const top = outer.top + (box === list ? head.offsetHeight : 0);
    if (inner.top < top) box.scrollTop -= top - inner.top + 8;
    else if (inner.bottom > outer.bottom) box.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - top) + 8;
  };
  const paint = () => {
    const id = chosen(), shown = model.get("shown");
    for (const mark of marks) {
      const own = idsOf(mark).includes(id);
      mark.classList.toggle("on", own);
      mark.setAttribute("aria-pressed", own);
    }
    const mine = marks.find((mark) => mark.classList.contains("on"));
    const together = mine ? idsOf(mine) : [];
    for (const [row, tr] of trs) {
      tr.classList.toggle("on", row === id);
      tr.classList.toggle("near", row !== id && together.includes(row));
      tr.setAttribute("tabindex", row === (id || shown[0]) ? 0 : -1);
      if (row === id) tr.setAttribute("aria-current", "true"); else tr.removeAttribute("aria-current");
    }
    const found = evidence[id] ?? model.get("late")[id];
    if (found) words.innerHTML = found;
    else words.replaceChildren(el("p", { class: "ts-hint" }, id ? "Asking the kernel for the evidence …"
      : "Choose a mark in the chart or a row in the list: what stands behind it is shown here."));
    words.scrollTop = 0;
    for (const one of words.querySelectorAll("[data-go]")) {
      const open = shown.includes(rowOf.get(one.dataset.go));
      const told = open ? { class: "ts-link", role: "link", tabindex: 0 } : { title: "hidden by a menu" };
      for (const [name, value] of Object.entries(told)) one.setAttribute(name, value);
    }
    if (!id) return;
    if (trs.get(id).isConnected) into(list, trs.get(id));
    if (mine && root.dataset.from !== "chart") into(chart, mine);
    if (getComputedStyle(root).display === "flex") aside.scrollIntoView({ block: "nearest" });
  };
  const ground = () => { // what lies between the strokes of a mark answers too; there is no size before it is on the page
    const open = marks.filter((mark) => mark.firstElementChild.tagName !== "rect");
    const boxes = open.map((mark) => mark.getBBox()); // all of them before the first is changed: one layout, not many
    for (const [n, mark] of open.entries()) {
      const { x, y, width, height } = boxes[n];
      if (!width) continue;
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x, y, width, height, fill: "transparent" })) rect.setAttribute(name, value);
      mark.prepend(rect);
    }
  };
  new ResizeObserver(ground).observe(chart);
  const draw = () => {
    const at = marks.indexOf(document.activeElement);
    away();
    chart.innerHTML = model.get("svg");
    chart.scrollTop = 0;
    root.dataset.from = "";
    if (model.get("message")) chart.replaceChildren(el("p", { class: "ts-hint", role: "alert" }, model.get("message")));
    marks = [...chart.querySelectorAll(".mark")];
    marks.forEach((mark, n) => { mark.setAttribute("role", "button"); mark.setAttribute("tabindex", n ? -1 : 0); });
    ground();
    if (at >= 0) marks[Math.min(at, marks.length - 1)]?.focus({ preventScroll: true });
  };
  const fill = () => {
    const sought = model.get("choice").search;
    for (const [id, tr] of trs)
      tr.replaceChildren(...listed.get(id).cells.map((text) => el("td", {}, el("div", {}, ...marked(text, sought)))));
  };
  const order = () => {
    const focused = document.activeElement?.dataset?.row;
    body.replaceChildren(...model.get("shown").map((id) => trs.get(id)));
    if (body.contains(trs.get(focused)) && !marks.includes(document.activeElement)) trs.get(focused).focus({ preventScroll: true });
  };
  const state = () => {
    const choice = model.get("choice"), counts = model.get("counts");
    if (!line.waits()) {
      menus.forEach((menu) => menu.show(choice[menu.name], counts[menu.name]));
      if (search.value.trim() !== choice.search) search.value = choice.search;
    }
    for (const th of head.children) {
      const turned = choice.sort === `-${th.dataset.name}`, on = turned || choice.sort === th.dataset.name;
      th.setAttribute("aria-sort", !on ? "none" : turned ? "descending" : "ascending");
      if (th.querySelector("span")) th.querySelector("span").textContent = !on ? "" : turned ? " ▾" : " ▴";
    }
    status.textContent = model.get("count");
    code.textContent = model.get("code");
  };
  const offer = () => {
    links.innerHTML = model.get("links");
    for (const link of links.children) {
      link.title = link.textContent;
      link.textContent = link.download.endsWith("codebook.csv") ? "codebook" : "CSV";
    }
    links.append(picture);
  };
  root.append(el("div", { class: "ts-bar" }, ...menus.flatMap((menu) => menu.nodes), search, steps(model, root, line, full)),
    el("div", { class: "ts-line" }, status, code, copy, links), told, chart, list, aside, tip);
  const parts = { svg: draw, message: draw, shown: order, choice: fill, links: offer };
  for (const part of [fill, order, state, offer, draw, paint]) part();
  on_change(model, ["choice", "counts", "count", "code"], state);
  for (const [name, part] of Object.entries(parts)) on_change(model, [name], part);
  line.done = state;
  on_change(model, ["svg", "shown", "chosen", "late"], paint);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tip.matches(":popover-open")) { away(); event.stopPropagation(); }
  });
}

function whatif(model, root, line, told) {
  const fields = model.get("fields").map(({ name, label, unit, min, max, step }) => {
    const choose = (value) => line.choose({ [name]: value });
    const slider = el("input", { type: "range", min, max, step, "aria-label": `${label}, slider`,
      oninput: () => { text.value = slider.value; choose(slider.value); } });
    const text = el("input", { type: "text", inputmode: "decimal", "aria-label": `${label} (${unit})`, oninput: () => choose(text.value) });
    const said = el("span", { role: "status" });
    const node = el("div", { class: "ts-field" }, el("span", {}, el("strong", {}, label), ` ${unit}`), slider, text, said);
    return { name, slider, text, said, node, choose };
  });
  const view = el("div", { class: "ts-view" });
  const state = () => {
    view.innerHTML = model.get("view");
    for (const { name, slider, text, said, node, choose } of fields) {
      const told = model.get("said")[name];
      said.replaceChildren(told.text, ...(told.readings ?? []).map(([value, label]) => button(label, () => choose(value))));
      node.classList.toggle("ts-bad", told.at === undefined);
      if (line.waits()) continue;
      if (text.value !== model.get("choice")[name]) text.value = model.get("choice")[name];
      if (told.at !== undefined) slider.value = told.at;
    }
  };
  root.append(el("div", { class: "ts-bar" }, ...fields.map((one) => one.node), steps(model, root, line)), told, view);
  on_change(model, ["view", "said", "choice"], state);
  line.done = state;
  state();
}

function codeit(model, root, line, told) {
  const options = model.get("options");
  const controls = {}, notes = {};
  const menu = (name, label, ...kids) => (controls[name] = el(kids.length ? "select" : "input",
    { "aria-label": label, onchange: () => line.choose({ [name]: controls[name].value }) }, ...kids));
  const all_of = (name) => options[name].map((value) => el("option", { value }, value));
  const note = (name) => (notes[name] = el("span", { class: "ts-note", role: "alert" }));
  const turn = (step) => line.choose({ comment: options.comment[options.comment.indexOf(model.get("choice").comment) + step] });
  const [back, on] = [button("‹ Previous", () => turn(-1)), button("Next ›", () => turn(1))];
  const status = el("strong", { role: "status", "aria-live": "polite" });
  const passage = el("div", { class: "ts-passage", tabindex: 0 }), agreed = el("div", { class: "ts-view" });
  const grid = el("div", { class: "ts-asks" }, ...model.get("asks").map(({ name, asks, rules }) =>
    el("div", {}, el("div", { class: "ts-ask" }, el("span", {}, el("strong", {}, name), ` ${asks}`), menu(name, name, ...all_of(name))), note(name),
      rules.length ? el("details", {}, el("summary", {}, "rules"),
        ...rules.map(([value, rule]) => el("div", {}, el("strong", {}, value), `: ${rule}`))) : "")));
  const state = () => {
    const choice = model.get("choice"), at = options.comment.indexOf(choice.comment), all = model.get("asks").length;
    [...controls.comment.options].forEach((option, n) => {
      const done = model.get("coded")[n];
      option.textContent = `${done === all ? "✓" : done ? "…" : "○"} ${option.value} (${done} of ${all})`;
    });
    for (const [name, control] of Object.entries(controls)) {
      if (!line.waits() && control.value !== choice[name]) control.value = choice[name];
      if (name !== "comment") control.disabled = Boolean(model.get("error"));
    }
    [back.disabled, on.disabled] = [at === 0, at === options.comment.length - 1];
    for (const [name, node] of Object.entries(notes)) node.textContent = model.get("notes")[name] ?? "";
    status.textContent = model.get("status");
    if (passage.dataset.of !== choice.comment) { passage.innerHTML = model.get("passage"); passage.dataset.of = choice.comment; }
    agreed.innerHTML = model.get("agreed");
  };
  root.append(told,
    el("div", { class: "ts-bar" }, menu("comment", "Comment", ...all_of("comment")), note("comment"), back, on, status, steps(model, root, line)), passage, grid,
    el("div", { class: "ts-bar" }, button("No other device", () => line.ask("rest"), { title: "Answer no for each device not coded yet" }),
      note("rest"), el("label", {}, "Coder (initials will do) ", menu("coder", "Coder (initials will do)")), note("coder")),
    el("div", { class: "ts-bar" }, el("label", {}, "Compare with ", menu("others", "Compare with", ...all_of("others"))),
      el("label", {}, "Folder of classmates’ files ", menu("folder", "Folder of classmates’ files")),
      button("Compare", () => line.ask("compare")), note("others"), note("folder"), note("compare")), agreed);
  on_change(model, ["choice", "coded", "status", "agreed", "notes", "error"], state);
  line.done = state;
  state();
}

const FORMS = { workbench, whatif, codeit };

function render({ model, el: holder }) {
  // JupyterLab takes a letter or an arrow for a command of its own, but not on an element that says so.
  const root = el("div", { class: `ts-${model.get("form")} ts-root`,
    onfocusin: (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true") });
  const told = el("p", { class: "ts-told", role: "alert" });
  const tell = (text) => { told.textContent = text; };
  holder.classList.add("ts-holder");
  holder.replaceChildren(root);
  FORMS[model.get("form")](model, root, talk(model, tell), told);
  tell(model.get("error"));
}

export default { render };
