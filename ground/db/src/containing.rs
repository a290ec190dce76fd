//! Searching by a part of a name, in the same way on both engines.

use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Func, LikeExpr};

/// The most characters that are searched for; what follows them is left out.
const MOST: usize = 100;
/// Stands before the signs of a pattern where they are meant as they are.
const ESCAPE: char = '\\';

/// Patterns of what contains a text, escaped by a backslash: as it was typed, and in small letters. Both are needed, because `lower` of the
/// embedded engine knows the letters of ASCII alone. `None` for a text of nothing but blanks.
pub fn patterns(text: &str) -> Option<[String; 2]> {
    let text = text.trim();
    let part = |text: &str| {
        let escaped =
            text.chars().flat_map(|c| matches!(c, '%' | '_' | ESCAPE).then_some(ESCAPE).into_iter().chain([c]));
        format!("%{}%", escaped.collect::<String>())
    };
    let most: String = text.chars().take(MOST).collect();
    (!most.is_empty()).then(|| [part(&most), part(&most.to_lowercase())])
}

/// Rows whose name, or whose code in small letters, contains a text; all of them where it is nothing but blanks.
pub fn in_name_or_code<C: ColumnTrait>(name: C, code: C, text: &str) -> Condition {
    let Some([as_typed, lower]) = patterns(text) else { return Condition::all() };
    let like = |pattern: &str| LikeExpr::new(pattern).escape(ESCAPE);
    Condition::any()
        .add(Expr::col(name).like(like(&as_typed)))
        .add(Expr::expr(Func::lower(Expr::col(name))).like(like(&lower)))
        .add(Expr::col(code).like(like(&lower)))
}

#[cfg(test)]
mod tests {
    use super::{MOST, patterns};

    /// ALL-2
    #[test]
    fn signs_of_a_pattern_stand_for_themselves() {
        assert_eq!(patterns(" 100%_A\\ "), Some(["%100\\%\\_A\\\\%".to_owned(), "%100\\%\\_a\\\\%".to_owned()]));
        assert_eq!(patterns("Дом"), Some(["%Дом%".to_owned(), "%дом%".to_owned()]));
        assert_eq!(patterns(" \t "), None);
        let [long, _] = patterns(&"ж".repeat(MOST + 1)).unwrap();
        assert_eq!(long.chars().count(), MOST + 2);
    }
}
