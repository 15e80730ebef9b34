// Puts on the colours somebody chose before, ahead of the first paint. No module: modules wait for the page.
try {
  const kept = localStorage.getItem("hereabouts:scheme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.scheme = kept;
} catch {
  // Storage is switched off: the device's own colours will do.
}
