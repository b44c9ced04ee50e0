// The only script: a phone has no key for printing.
document.getElementById("print").addEventListener("click", () => window.print());
