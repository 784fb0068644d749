// The web worker's first script: starts the vault program, and keeps what the page sends until that program listens.
import init from "./vault.js";

const early = [];
const keep = (event) => early.push(event.data);
addEventListener("message", keep);

const wasm = fetch(new URL("./vault_bg.wasm", import.meta.url), { integrity: "integrity of vault_bg.wasm" });
// Held for as long as this worker lives: boot.js sees by it when that ends.
const alive = new Promise((held) => {
  const forever = () => (held(), new Promise(() => {}));
  navigator.locks ? navigator.locks.request(name, forever) : held();
});
alive.then(() => init({ module_or_path: wasm })).then(
  () => {
    removeEventListener("message", keep);
    for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
  },
  // A rejected promise stays inside the worker; a thrown error reaches the page as the worker's `error` event.
  (error) => setTimeout(() => { throw error; }),
);
