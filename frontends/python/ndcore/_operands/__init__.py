"""Whatever a caller gives as the library takes it: lists, numbers, scalars, other libraries' arrays and their say in a
call."""
