// One contestant a page: `prepare` starts it, `measure` times the job on the chosen file.
let contestant;

window.prepare = async (name) => {
  contestant = await import(`/contestants/${name}.mjs`);
  await contestant.start();
  // Nobody picks a file in the moment in which the page is there: what still starts in the background may finish.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return contestant.name;
};

window.measure = async (told) => {
  const file = document.querySelector('input').files[0];
  // How long the page itself could not answer.
  let longest = 0;
  let before = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }, 10);
  const begun = performance.now();
  const result = await contestant.run(file, told);
  const took = performance.now() - begun;
  clearInterval(watch);
  return { took, blocked: Math.max(longest, performance.now() - before), result };
};
window.ready = true;
