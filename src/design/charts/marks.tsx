import { at } from './chart-figure.tsx';

/** A point by its number in a series of shapes: circle, square, triangle, diamond. */
export function Mark(props: { shape: number; x: number; y: number; size?: number | undefined; class: string }) {
  const { x, y, size = 4.5, class: name } = props;
  switch (props.shape % 4) {
    case 1:
      return <rect class={name} x={at(x - size)} y={at(y - size)} width={size * 2} height={size * 2} />;
    case 2:
      return <path class={name} d={`M${at(x)} ${at(y - size * 1.3)}l${size * 1.3} ${size * 2.3}h${-size * 2.6}z`} />;
    case 3:
      return (
        <path
          class={name}
          d={`M${at(x)} ${at(y - size * 1.4)}l${size * 1.4} ${size * 1.4}l${-size * 1.4} ${size * 1.4}l${-size * 1.4} ${-size * 1.4}z`}
        />
      );
    default:
      return <circle class={name} cx={at(x)} cy={at(y)} r={size} />;
  }
}
