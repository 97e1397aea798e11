/* A JupyterLab extension in one file: what Python is doing, and one click each to take the answers along and to put them back. */
"use strict"
;(() => {
  const FOLDER = "notebooks"

  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
    return n >>> 0
  })
  const crc = bytes => ~bytes.reduce((sum, byte) => (sum >>> 8) ^ CRC[(sum ^ byte) & 255], -1) >>> 0

  /** Files in a ZIP archive, not compressed: a few kB need no more. */
  function zip(files) {
    const parts = [], listed = []
    let at = 0
    for (const { name, bytes } of files) {
      const path = new TextEncoder().encode(name)
      const head = new DataView(new ArrayBuffer(26))
      const fields = [[0, 20], [2, 0x0800], [4, 0], [6, 0], [8, 0x21]] // version, names in UTF-8, stored, 1 January 1980
      for (const [where, value] of fields) head.setUint16(where, value, true)
      head.setUint32(10, crc(bytes), true)
      head.setUint32(14, bytes.length, true)
      head.setUint32(18, bytes.length, true)
      head.setUint16(22, path.length, true)
      const tail = new DataView(new ArrayBuffer(16))
      tail.setUint32(12, at, true)
      parts.push(Uint8Array.of(0x50, 0x4b, 3, 4), head, path, bytes)
      listed.push(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), head, new Uint8Array(tail.buffer, 2), path)
      at += 30 + path.length + bytes.length
    }
    const end = new DataView(new ArrayBuffer(22))
    end.setUint32(0, 0x06054b50, true)
    end.setUint16(8, files.length, true)
    end.setUint16(10, files.length, true)
    end.setUint32(12, listed.reduce((sum, part) => sum + part.byteLength, 0), true)
    end.setUint32(16, at, true)
    return new Blob([...parts, ...listed, end], { type: "application/zip" })
  }

  /** The files of a ZIP archive, by its own list of them. */
  async function unzip(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), found = []
    let end = bytes.length - 22
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
    if (end < 0) throw new Error("it is no whole ZIP file")
    let at = view.getUint32(end + 16, true)
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      const lengths = [28, 30, 32].map(where => view.getUint16(at + where, true))
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + lengths[0]))
      const start = view.getUint32(at + 42, true)
      const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
      const packed = new Blob([bytes.subarray(from, from + view.getUint32(at + 20, true))])
      const method = view.getUint16(at + 10, true)
      if (![0, 8].includes(method)) throw new Error(`${name} is packed in a way that this page can't read`)
      const stream = method ? packed.stream().pipeThrough(new DecompressionStream("deflate-raw")) : packed.stream()
      if (!name.endsWith("/")) found.push({ name, bytes: new Uint8Array(await new Response(stream).arrayBuffer()) })
      at += 46 + lengths[0] + lengths[1] + lengths[2]
    }
    return found
  }

  const plugin = {
    id: "tipseeds-lite:answers",
    autoStart: true,
    activate(app) {
      const contents = app.serviceManager.contents
      const bar = document.createElement("div")
      bar.id = "answers-bar"
      bar.style.cssText = "position:fixed;top:2px;right:10px;z-index:10;display:flex;gap:8px;align-items:center;font:13px system-ui,sans-serif"
      const told = Object.assign(document.createElement("span"), { id: "answers-told" })
      told.setAttribute("role", "status")
      const button = (text, title, act) => {
        const made = Object.assign(document.createElement("button"), { textContent: text, title })
        made.onclick = () => act().catch(error => say(`Not done: ${error.message}`))
        return made
      }
      const picker = Object.assign(document.createElement("input"), { type: "file", multiple: true, hidden: true })
      picker.setAttribute("aria-label", "Files with answers")
      picker.onchange = () => putBack([...picker.files]).catch(error => say(`Not done: ${error.message}`))
      bar.append(
        told,
        button("Take my answers along", "Save what you wrote as a file on this computer", takeAlong),
        button("Put answers back", "Bring in a file that you took along", async () => picker.click()),
        picker
      )
      document.body.append(bar)
      let since = 0, said = 0
      const say = text => { told.textContent = text; said = Date.now() }

      /** Everything in the notebooks' folder that is not as it came: [path, model without content]. */
      async function own(folder = FOLDER) {
        const root = app.serviceManager.serverSettings.baseUrl
        const shipped = await fetch(`${root}api/contents/${folder}/all.json`).then(r => (r.ok ? r.json() : { content: [] }), () => ({ content: [] }))
        const came = new Map(shipped.content.map(file => [file.path, file.last_modified]))
        const found = []
        for (const file of (await contents.get(folder, { content: true })).content) {
          if (file.type === "directory") found.push(...(await own(file.path)))
          else if (came.get(file.path) !== file.last_modified) found.push(file.path)
        }
        return found
      }

      async function takeAlong() {
        await app.commands.execute("docmanager:save-all").catch(() => undefined)
        const files = []
        for (const path of await own()) {
          const file = await contents.get(path, { content: true })
          const text = file.format === "json" ? JSON.stringify(file.content, null, 1) : file.content
          const bytes = file.format === "base64" ? Uint8Array.from(atob(text), c => c.charCodeAt(0)) : new TextEncoder().encode(text)
          files.push({ name: path.slice(FOLDER.length + 1), bytes })
        }
        if (!files.length) return say("There is nothing to take along yet.")
        const link = document.createElement("a")
        link.href = URL.createObjectURL(zip(files))
        link.download = `my-answers-${new Date().toISOString().slice(0, 10)}.zip`
        link.click()
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
        say(`Saved ${files.length} ${files.length === 1 ? "file" : "files"} as ${link.download}.`)
      }

      async function putBack(chosen) {
        picker.value = ""
        const files = []
        for (const file of chosen) {
          const bytes = new Uint8Array(await file.arrayBuffer())
          files.push(...(file.name.endsWith(".zip") ? await unzip(bytes) : [{ name: file.name, bytes }]))
        }
        const safe = files.filter(({ name }) => !name.split("/").some(part => part === "" || part === ".."))
        const there = new Set(await own())
        const lost = safe.map(({ name }) => name).filter(name => there.has(`${FOLDER}/${name}`))
        if (lost.length && !confirm(`Replace what is here of ${lost.join(", ")}?`)) return
        for (const { name, bytes } of safe) {
          const parts = name.split("/")
          for (let depth = 1; depth < parts.length; depth++) {
            const path = [FOLDER, ...parts.slice(0, depth)].join("/")
            await contents.get(path).catch(() => contents.save(path, { type: "directory" }))
          }
          const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
          const notebook = name.endsWith(".ipynb")
          const content = notebook ? JSON.parse(text) : text
          await contents.save(`${FOLDER}/${name}`, { type: notebook ? "notebook" : "file", format: notebook ? "json" : "text", content })
        }
        say(`Put back ${safe.length} ${safe.length === 1 ? "file" : "files"}. Run the notebook again to see them.`)
      }

      /** Say what Python is doing, with seconds where it takes any. */
      let state = ""
      setInterval(() => {
        const session = app.shell.currentWidget?.sessionContext
        const now = !session ? "" : session.kernelDisplayStatus === "idle" ? "ready" : session.kernelDisplayStatus === "busy" ? "working" : "starting"
        if (now !== state) [state, since] = [now, Date.now()]
        if (Date.now() - said < 8000) return
        const seconds = Math.round((Date.now() - since) / 1000)
        const text = now === "" ? "" : now === "ready" ? "Python is ready" : seconds < 2 ? told.textContent : `Python is ${now}: ${seconds} s`
        if (told.textContent !== text) told.textContent = text
        told.setAttribute("aria-live", now === "ready" ? "polite" : "off")
      }, 500)
    },
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {}
  window._JUPYTERLAB["tipseeds-lite"] = {
    init: () => undefined,
    get: async () => () => ({ __esModule: true, default: plugin }),
  }
})()
