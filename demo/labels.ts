/** What a repository has beside GitHub's own labels, so that the page offers it. */
export const labels = [
  { name: 'tdd-feature', color: 'b60205', description: 'Redfirst plans, proves red, and turns green' },
  { name: 'tdd-step', color: 'd93f0b', description: 'Redfirst carries out the current step of a plan, test first' },
];
