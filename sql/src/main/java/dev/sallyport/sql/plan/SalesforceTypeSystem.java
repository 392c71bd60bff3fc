package dev.sallyport.sql.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Numbers wide enough for what Salesforce holds and for sums and averages of it: decimals of 38 digits, an average with
 * six more digits behind the point than its operand. What is made of two such, or compared with another, has twice as many:
 * else whole numbers beside fractions would cost the fractions their digits.
 */
public final class SalesforceTypeSystem extends RelDataTypeSystemImpl {
    /** The one type system: it has no state. Calcite finds it by this name. */
    public static final SalesforceTypeSystem INSTANCE = new SalesforceTypeSystem();

    /** The digits of a sum. */
    static final int PRECISION = 38;

    private static final int MAX_PRECISION = 2 * PRECISION;
    private static final int AVERAGE_EXTRA_SCALE = 6;

    private SalesforceTypeSystem() {}

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? MAX_PRECISION : super.getMaxPrecision(typeName);
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? PRECISION : super.getMaxScale(typeName);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? PRECISION : super.getDefaultPrecision(typeName);
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
        return switch (argument.getSqlTypeName()) {
            case DECIMAL -> decimal(types, argument, argument.getScale());
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                types.createTypeWithNullability(types.createSqlType(SqlTypeName.BIGINT), argument.isNullable());
            default -> super.deriveSumType(types, argument);
        };
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
        return switch (argument.getSqlTypeName()) {
            case DECIMAL, TINYINT, SMALLINT, INTEGER, BIGINT ->
                decimal(types, argument, Math.max(argument.getScale(), 0) + AVERAGE_EXTRA_SCALE);
            default -> super.deriveAvgAggType(types, argument);
        };
    }

    /** Without this, a list of texts of different lengths would be padded with blanks. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    private static RelDataType decimal(RelDataTypeFactory types, RelDataType argument, int scale) {
        return types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.DECIMAL, Math.max(PRECISION, argument.getPrecision()), scale),
                argument.isNullable());
    }
}
