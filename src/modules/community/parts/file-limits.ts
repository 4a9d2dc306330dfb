/** A workbook is held in memory while it is made; the table (CSV) and the map data hold everything. */
export const mostInWorkbook = 5_000;
/** A calendar with more would be no use to anybody. */
export const mostInCalendar = 200;
