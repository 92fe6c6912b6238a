//! Indexing: `a.get(&[1.into(), (2..5).into(), Index::Ellipsis])`.
use crate::{functions, raw, Array, Result};
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

/// start:stop:step; `None` is what is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slice {
    pub start: Option<i64>,
    pub stop: Option<i64>,
    pub step: Option<i64>,
}

/// One item of an index.
#[derive(Clone)]
pub enum Index {
    At(i64),
    Slice(Slice),
    Ellipsis,
    NewAxis,
    /// Integers, or booleans as a mask.
    Array(Array),
}

impl From<i64> for Index {
    fn from(i: i64) -> Index {
        Index::At(i)
    }
}

impl From<Slice> for Index {
    fn from(slice: Slice) -> Index {
        Index::Slice(slice)
    }
}

impl From<&Array> for Index {
    fn from(array: &Array) -> Index {
        Index::Array(array.clone())
    }
}

impl From<Range<i64>> for Index {
    fn from(range: Range<i64>) -> Index {
        Index::Slice(Slice { start: Some(range.start), stop: Some(range.end), step: None })
    }
}

impl From<RangeFrom<i64>> for Index {
    fn from(range: RangeFrom<i64>) -> Index {
        Index::Slice(Slice { start: Some(range.start), ..Slice::default() })
    }
}

impl From<RangeTo<i64>> for Index {
    fn from(range: RangeTo<i64>) -> Index {
        Index::Slice(Slice { stop: Some(range.end), ..Slice::default() })
    }
}

/// The limit behind a last position; behind -1 there is none.
fn behind(last: i64) -> Option<i64> {
    (last != -1).then_some(last).and_then(|last| last.checked_add(1))
}

impl From<RangeInclusive<i64>> for Index {
    fn from(range: RangeInclusive<i64>) -> Index {
        Index::Slice(Slice { start: Some(*range.start()), stop: behind(*range.end()), step: None })
    }
}

impl From<RangeToInclusive<i64>> for Index {
    fn from(range: RangeToInclusive<i64>) -> Index {
        Index::Slice(Slice { stop: behind(range.end), ..Slice::default() })
    }
}

impl From<RangeFull> for Index {
    fn from(_: RangeFull) -> Index {
        Index::Slice(Slice::default())
    }
}

/// Four numbers an item, and the arrays among them.
fn parts(items: &[Index]) -> (Vec<i64>, Vec<&Array>) {
    let (mut numbers, mut arrays) = (Vec::new(), Vec::new());
    for item in items {
        let unset = |value: Option<i64>| value.unwrap_or(raw::ND_INDEX_UNSET);
        numbers.extend(match item {
            Index::At(i) => [raw::ND_INDEX_INTEGER.into(), *i, 0, 0],
            Index::Slice(s) => [raw::ND_INDEX_SLICE.into(), unset(s.start), unset(s.stop), unset(s.step)],
            Index::Ellipsis => [raw::ND_INDEX_ELLIPSIS.into(), 0, 0, 0],
            Index::NewAxis => [raw::ND_INDEX_NEWAXIS.into(), 0, 0, 0],
            Index::Array(array) => {
                arrays.push(array);
                [raw::ND_INDEX_ARRAY.into(), 0, 0, 0]
            }
        });
    }
    (numbers, arrays)
}

impl Array {
    /// The part that an index selects: a view for integers and slices, a copy for arrays and masks.
    pub fn get(&self, items: &[Index]) -> Result<Array> {
        let (numbers, arrays) = parts(items);
        functions::get(self, &numbers, &arrays)
    }

    /// Assigns to the part that an index selects; `value` broadcasts.
    pub fn set(&self, items: &[Index], value: &Array) -> Result<()> {
        let (numbers, arrays) = parts(items);
        functions::set(self, &numbers, &arrays, value)
    }
}
