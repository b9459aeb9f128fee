/** What the colours of the map say; near enough, the cells say it in numbers. */
import { Icon } from "./icon.tsx";

const LEVELS = [1, 2, 3, 4, 5] as const;

export function MapLegend({ hasDifference }: { readonly hasDifference: boolean }) {
  return (
    <p class="map-legend">
      <span>few</span>
      {LEVELS.map((level) => (
        <i key={level} class={`heat heat-${level}`} />
      ))}
      <span>many</span>
      <span class="legend-part">
        <i class="heat heat-unknown">?</i> a failed read may hide more
      </span>
      {hasDifference ? (
        <>
          <span class="legend-part legend-gained">
            <Icon name="plus" /> gained
          </span>
          <span class="legend-part legend-lost">
            <Icon name="minus" /> lost
          </span>
        </>
      ) : null}
    </p>
  );
}
