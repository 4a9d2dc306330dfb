import { Details } from '../details/details.tsx';
import { classes } from '../common.ts';
import { KeptDrawing } from '../kept-drawing/kept-drawing.tsx';
import { at } from './chart-figure.tsx';
import {
  type FlowColumn,
  type FlowEdge,
  type FlowNode,
  type PlacedNode,
  flowSizes,
  hasKindLine,
  layOutFlow,
} from './flow-layout.ts';

/**
 * The thread picture: columns of things and the threads between them. Wide screens show a drawing (hidden from
 * assistive technology); everybody can open the same as nested lists, which is what narrow screens and readers have.
 */
export function FlowPicture(props: FlowProps & { isPersonal?: boolean | undefined }) {
  const { columns, edges, caption, width } = props;
  const picture = <Drawing columns={columns} edges={edges} caption={caption} width={width} />;
  return props.isPersonal === true ? (
    picture
  ) : (
    <KeptDrawing of={['flow', columns, edges, caption, width ?? null]} render={() => picture} />
  );
}

type FlowProps = {
  columns: readonly FlowColumn[];
  edges: readonly FlowEdge[];
  /** A sentence that says what the picture shows. */
  caption: string;
  width?: number | undefined;
};

function Drawing(props: FlowProps) {
  const layout = layOutFlow(props.columns, props.edges, props.width);
  return (
    <figure class="ct-flow">
      <figcaption class="ct-chart__caption">{props.caption}</figcaption>
      <div class="ct-flow__picture" aria-hidden="true">
        <svg
          viewBox={`-6 0 ${at(layout.width) + 12} ${at(layout.height)}`}
          width={at(layout.width) + 12}
          focusable="false"
        >
          {layout.columns.map((column) => (
            <text class="ct-flow__heading" x={at(column.x)} y={18} key={column.x}>
              {column.title}
            </text>
          ))}
          {layout.edges.map(({ edge, path, ends }, index) => (
            <g key={index}>
              <path class={classes('ct-flow__thread', edge.broken && 'ct-flow__thread--broken')} d={path} />
              <circle class="ct-flow__knot" cx={at(ends[0])} cy={at(ends[1])} r={3.5} />
              <circle class="ct-flow__knot" cx={at(ends[2])} cy={at(ends[3])} r={3.5} />
            </g>
          ))}
          {layout.nodes.map((placed) => (
            <FlowBox placed={placed} key={placed.node.id} />
          ))}
        </svg>
      </div>
      <Details summary="Read it as lists" class="nhsuk-u-margin-top-3">
        <div class="ct-flow__lists">
          <FlowLists columns={props.columns} edges={props.edges} />
        </div>
      </Details>
    </figure>
  );
}

function FlowBox(props: { placed: PlacedNode }) {
  const { node, x, y, width, height, lines } = props.placed;
  const top = y + flowSizes.padding + (hasKindLine(node) ? flowSizes.kind : 0);
  const drawing = (
    <g class={classes('ct-flow__node', node.state && `ct-flow__node--${node.state}`)}>
      <rect class="ct-flow__box" x={at(x)} y={at(y)} width={at(width)} height={at(height)} rx={10} />
      <rect class="ct-flow__edge" x={at(x)} y={at(y + 8)} width={5} height={at(height - 16)} rx={2.5} />
      {hasKindLine(node) && (
        <text class="ct-flow__kind" x={at(x + flowSizes.padding + 2)} y={at(y + flowSizes.padding + 10)}>
          {[node.kind, node.stateText].filter(Boolean).join(' · ')}
        </text>
      )}
      {lines.map((line, index) => (
        <text class="ct-flow__text" x={at(x + flowSizes.padding + 2)} y={at(top + 15 + index * 20)} key={index}>
          {line}
        </text>
      ))}
    </g>
  );
  // The list holds the same link for the keyboard: a second stop for each would only be in the way.
  return node.href === undefined ? (
    drawing
  ) : (
    <a class="ct-flow__link" href={node.href} tabindex={-1}>
      {drawing}
    </a>
  );
}

function FlowLists(props: { columns: readonly FlowColumn[]; edges: readonly FlowEdge[] }) {
  const byId = new Map(props.columns.flatMap((column) => column.nodes.map((node) => [node.id, node] as const)));
  return (
    <>
      {props.columns.map((column) => (
        <section key={column.title}>
          <h3>{column.title}</h3>
          {column.nodes.length === 0 ? (
            <p>Nothing yet.</p>
          ) : (
            <ul>
              {column.nodes.map((node) => (
                <li key={node.id}>
                  <NodeWords node={node} />
                  <Threads node={node} edges={props.edges} byId={byId} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  );
}

function NodeWords(props: { node: FlowNode }) {
  const { node } = props;
  return (
    <>
      {node.kind && `${node.kind}: `}
      {node.href === undefined ? node.text : <a href={node.href}>{node.text}</a>}
      {node.stateText && ` (${node.stateText})`}
    </>
  );
}

function Threads(props: { node: FlowNode; edges: readonly FlowEdge[]; byId: ReadonlyMap<string, FlowNode> }) {
  const onward = props.edges.filter((edge) => edge.from === props.node.id && props.byId.has(edge.to));
  if (onward.length === 0) return null;
  return (
    <ul>
      {onward.map((edge, index) => (
        <li key={index}>
          {edge.broken ? 'should lead to ' : 'leads to '}
          {props.byId.get(edge.to)?.text}
          {edge.text && ` (${edge.text})`}
        </li>
      ))}
    </ul>
  );
}
