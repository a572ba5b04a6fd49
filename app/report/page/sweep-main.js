'use strict';

/** What is best, where on the map, why, how surely, and each run. */
showSections([
  {id: 'verdict', title: report.name, name: 'Verdict', fill: sweepVerdictSection},
  {id: 'heat-map', title: 'Heat map', fill: sweepHeatMapSection},
  {id: 'effects', title: 'What each setting does', name: 'Effects', fill: sweepEffectsSection},
  {id: 'ranking', title: 'Settings and their seeds', name: 'Ranking', fill: sweepRankingSection},
  {id: 'runs', title: 'Runs', fill: sweepTableSection},
  {id: 'setup', title: 'How to go on', name: 'Setup', fill: sweepSetupSection},
]);
