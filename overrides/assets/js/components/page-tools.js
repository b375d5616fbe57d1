// Printing, and marking a mistake: buttons that only a script can serve.
{
  const print = document.querySelector(".tool-print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const report = document.querySelector(".tool-report");
  if (report) {
    report.hidden = false;
    report.addEventListener("click", async () => (await import("./report.js")).toggle(report));
  }
}
