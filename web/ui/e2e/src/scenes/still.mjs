/**
 * Makes a page say the same whenever it is photographed: times of day, spans and countdowns, which differ from one
 * run to the next, become ones that do not. Nothing else is touched.
 */
const SAME = [
  [/\b\d{1,2}:\d{2}(:\d{2})?\b/g, '10:04'],
  [/\b\d+(?=\s?(s|sec|secs|min|mins|h|hr|ms|λ|δ|ώ|δευτ|λεπ)(?!\p{L}))/gu, '5'],
];

export function still(frame) {
  return frame.evaluate(
    (pairs) => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        let text = node.data;
        for (const [pattern, put] of pairs) text = text.replace(new RegExp(pattern, 'gu'), put);
        if (text !== node.data) node.data = text;
      }
    },
    SAME.map(([pattern, put]) => [pattern.source, put]),
  );
}
