//! Pages of a list that is short enough to be put in order in memory: by what the database cannot sort, or cannot hold.

use crate::{Cursor, PageRequest, Paged, SortKey};
use gatehouse_core::Uuid;

/// The page of these rows, which are in the list's order. A cursor is the id of a row, and its place for the case that it has gone.
pub fn page<T>(rows: Vec<T>, request: &PageRequest, id: impl Fn(&T) -> Uuid) -> Paged<T> {
    let size = usize::try_from(request.rows()).unwrap_or(usize::MAX);
    let place = |cursor: &Cursor| {
        let Cursor(key, row) = cursor;
        let told = match key {
            SortKey::Int(place) => usize::try_from(*place).unwrap_or(0),
            SortKey::Text(_) => 0,
        };
        rows.iter().position(|one| id(one) == *row).map_or((told, told), |at| (at, at + 1))
    };
    let (from, until) = match (&request.before, &request.after) {
        (Some(before), _) => {
            let end = place(before).0.min(rows.len());
            (end.saturating_sub(size), end)
        }
        (None, Some(after)) => {
            let start = place(after).1.min(rows.len());
            (start, start.saturating_add(size).min(rows.len()))
        }
        (None, None) => (0, size.min(rows.len())),
    };
    let count = rows.len();
    let items: Vec<T> = rows.into_iter().skip(from).take(until - from).collect();
    let cursor = |row: Option<&T>, place: usize| {
        row.and_then(|row| request.seal(&Cursor(SortKey::Int(i64::try_from(place).unwrap_or(0)), id(row))))
    };
    Paged {
        previous: if from > 0 { cursor(items.first(), from) } else { None },
        next: if until < count { cursor(items.last(), until) } else { None },
        items,
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::{ListKey, PageRequest};
    use gatehouse_core::{SystemRandom, Uuid};
    use gatehouse_seal::Keys;

    /// ALL-2
    #[test]
    fn pages_go_on_and_back_also_where_a_row_has_gone() {
        let keys = Keys::ephemeral(&SystemRandom);
        let list = || ListKey::new(&keys, "list");
        let id = |row: &u128| Uuid::from_u128(*row);
        let read = |rows: &[u128], after: Option<&str>, before: Option<&str>| {
            page(rows.to_vec(), &PageRequest::open(list(), after, before, 2).unwrap(), id)
        };
        let rows = [1, 2, 3, 4, 5];
        let first = read(&rows, None, None);
        assert_eq!((first.items.as_slice(), &first.previous), (&[1, 2][..], &None));
        let second = read(&rows, first.next.as_deref(), None);
        assert_eq!(second.items, [3, 4]);
        let gone = read(&[1, 3, 4, 5], first.next.as_deref(), None);
        assert_eq!(gone.items, [4, 5], "never a row twice; one may be passed over");
        let last = read(&rows, second.next.as_deref(), None);
        assert_eq!((last.items.as_slice(), &last.next), (&[5][..], &None));
        assert_eq!(read(&rows, None, last.previous.as_deref()).items, [3, 4]);
    }
}
