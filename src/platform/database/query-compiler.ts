import { OperatorNode, PostgresQueryCompiler, PrimitiveValueListNode, type BinaryOperationNode } from 'kysely';

/**
 * Writes `column in (…)` as `column = any($1)`, with the whole list as one parameter: the text of a statement, and so what
 * is kept prepared of it, does not depend on how long the list is. A list of one is `column = $1`, which an index can also
 * put in order.
 */
export class QueryCompiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { operator, rightOperand } = node;
    const isIn = OperatorNode.is(operator) && operator.operator === 'in';
    if (!isIn || !PrimitiveValueListNode.is(rightOperand)) {
      super.visitBinaryOperation(node);
      return;
    }
    this.visitNode(node.leftOperand);
    if (rightOperand.values.length === 1) {
      this.append(' = ');
      this.appendValue(rightOperand.values[0]);
      return;
    }
    this.append(' = any(');
    this.appendValue([...rightOperand.values]);
    this.append(')');
  }
}
