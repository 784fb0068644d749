// Runs before the first paint and starts the page program. With vault-loader.js, the only JavaScript written by hand.
// The build rewrites the data- attributes of its script element to the hashed names of what they name.
(() => {
  const { js, wasm, integrity, vault } = document.currentScript.dataset;
  const root = document.documentElement;

  // Storage can be forbidden altogether; then the browser's own wishes hold.
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const theme = stored("portico.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const locale = stored("portico.locale");
  if (locale === "en" || locale === "nl") root.lang = locale;

  // The one script URL that this page may ever turn into running code.
  const vaultUrl = new URL(vault, location.origin).href;
  const onlyVault = (url) => {
    if (url !== vaultUrl) throw new TypeError("the policy 'portal' allows the vault worker only");
    return url;
  };
  const policy = globalThis.trustedTypes?.createPolicy("portal", { createScriptURL: onlyVault });
  let worker;

  const crash = (reason) => {
    console.error("Portico has stopped:", reason);
    worker?.terminate(); // and every key with it
    const show = () => {
      const screen = document.getElementById("crash");
      screen.hidden = false;
      screen.querySelector("button").onclick = () => location.reload();
      document.body.replaceChildren(screen);
      screen.querySelector("h1").focus();
    };
    parsed.then(show);
  };

  const parsed = new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });
  const vaultWorker = () => {
    const name = `vault ${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
    const hired = new Worker(policy?.createScriptURL(vaultUrl) ?? vaultUrl, { type: "module", name });
    // A worker that a browser ends (for want of memory, say) says nothing; but it lets go of the lock that it holds by its name.
    const ended = () => hired.dispatchEvent(new Event("error"));
    hired.addEventListener("message", () => navigator.locks?.request(name, ended), { once: true });
    return (worker = hired);
  };
  globalThis.portico = Object.freeze({ vault: vaultWorker, crash });

  // A Rust panic ends in an `unreachable` trap: the program's state is undefined from there on.
  const trapped = (error) => error instanceof WebAssembly.RuntimeError && crash(error);
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));
  // The form is on screen before the program: who presses Enter early is not sent to another page, and the mark is kept.
  addEventListener("submit", (event) => {
    event.preventDefault();
    event.target.dataset.early = "";
  }, { capture: true });

  const code = fetch(wasm, { integrity }).then(WebAssembly.compileStreaming);
  Promise.all([import(js), code, parsed])
    .then(([portal, module]) => portal.default({ module_or_path: module }))
    .catch(crash);
})();
