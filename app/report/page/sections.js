'use strict';

/**
 * Puts the sections into the page, and a link to each into its head. `fill` puts the content into
 * the section, or returns why there is none: then that is said at the end.
 */
function showSections(sections) {
  const leftOutParts = [];
  const content = document.getElementById('content');
  const contents = document.getElementById('contents');
  for (const {id, title, name, fill} of sections) {
    const heading = element(id === 'verdict' ? 'h1' : 'h2', {id: `${id}-title`}, title);
    const section = element('section', {id, 'aria-labelledby': heading.id}, heading);
    const reason = fill(section);
    if (reason) {
      leftOutParts.push(`${title}: ${reason}.`);
      continue;
    }
    content.append(section);
    contents.append(element('a', {href: `#${id}`}, name || title));
  }
  if (leftOutParts.length) content.append(leftOut(`Left out. ${leftOutParts.join(' ')}`));
}
