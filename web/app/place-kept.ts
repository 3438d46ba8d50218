const KEPT = 'tl-place';

/**
 * After a reload the rows of a list come later than its page: the place is taken up again as soon as the page is long enough,
 * unless somebody has scrolled meanwhile.
 */
export function keepPlaceThroughReload(): void {
  addEventListener('pagehide', () => {
    sessionStorage.setItem(KEPT, String(Math.round(scrollY)));
  });
  const [from] = performance.getEntriesByType('navigation');
  const wanted = Number(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (!(from instanceof PerformanceNavigationTiming) || from.type !== 'reload' || wanted <= 0) return;
  const page = document.documentElement;
  const grown = new ResizeObserver(() => {
    if (page.scrollHeight - innerHeight < wanted) return;
    scrollTo({ top: wanted, behavior: 'instant' });
    grown.disconnect();
  });
  grown.observe(document.body);
  const touched = () => {
    grown.disconnect();
  };
  for (const touch of ['wheel', 'keydown', 'pointerdown', 'touchmove'])
    addEventListener(touch, touched, { passive: true, once: true });
}
