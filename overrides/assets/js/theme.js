// In the head, before anything is painted: the colors this reader has chosen. Only a choice is ever stored.
try {
  const theme = localStorage.getItem("polyclinic.theme");
  if (["light", "dark", "contrast"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // Where a browser keeps nothing, the device decides.
}
