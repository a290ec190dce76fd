//! Slow counters that hold across nodes and restarts (ACC-11): wrong passwords slow the next try down and never
//! lock anybody out; wrong second factors pause the second factor for a day.
//!
//! A try is counted before it is checked, under the counter's row lock, so that tries made at the same moment
//! cannot slip past each other.

use crate::tables::staff_attempt::{ActiveModel, Column, Entity};
use gatehouse_core::{DAY, Fault, MINUTE, SECOND};
use gatehouse_db::{Cx, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ladder {
    /// Passwords: ten in 15 minutes are free, then each try doubles the wait, up to a minute.
    Password,
    /// Second factors: twenty in a day, then none for a day.
    Code,
}

/// Second factors that may be tried in a day.
pub const CODES_A_DAY: i64 = 20;
const FREE_PASSWORDS: i64 = 10;

/// A try that may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Tries in this window, this one included.
    pub count: i64,
}

impl Ladder {
    const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
        }
    }

    const fn window(self) -> i64 {
        match self {
            Self::Password => 15 * MINUTE,
            Self::Code => DAY,
        }
    }

    /// How long to wait after the `count`-th try failed.
    fn wait_after(self, count: i64) -> i64 {
        match self {
            Self::Password if count <= FREE_PASSWORDS => 0,
            Self::Password => (SECOND << (count - FREE_PASSWORDS).min(6)).min(MINUTE),
            Self::Code if count < CODES_A_DAY => 0,
            Self::Code => DAY,
        }
    }

    fn id(self, cx: &Cx, key: &[u8]) -> Vec<u8> {
        cx.app.keys.lookup(&format!("staff.attempt.{}", self.word()), key).to_vec()
    }
}

/// Counts a try against `key` as if it failed; `Err` holds the seconds to wait when none may be made now.
pub async fn count(cx: &Cx, tx: &Tx, ladder: Ladder, key: &[u8]) -> Result<Result<Counted, u32>, Fault> {
    let (id, now) = (ladder.id(cx, key), cx.now());
    let fresh = ActiveModel {
        id: Set(id.clone()),
        kind: Set(ladder.word().to_owned()),
        count: Set(0),
        blocked_until: Set(0),
        expires_at: Set(now.plus(ladder.window()).0),
    };
    let untouched = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(fresh).on_conflict(untouched).exec_without_returning(&**tx).await?;
    let row = Entity::find_by_id(id.clone()).lock_exclusive().one(&**tx).await?;
    let row = row.ok_or_else(|| Fault::new("a counter vanished under its lock"))?;
    if row.blocked_until > now.0 {
        let seconds = (row.blocked_until - now.0 + SECOND - 1) / SECOND;
        return Ok(Err(u32::try_from(seconds).unwrap_or(u32::MAX)));
    }
    let over = row.expires_at <= now.0;
    let count = if over { 1 } else { row.count + 1 };
    let wait = ladder.wait_after(count);
    let expires = if over { now.plus(ladder.window()).0 } else { row.expires_at };
    Entity::update_many()
        .col_expr(Column::Count, Expr::value(count))
        .col_expr(Column::BlockedUntil, Expr::value(now.plus(wait).0))
        .col_expr(Column::ExpiresAt, Expr::value(expires.max(now.plus(wait).0)))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(Ok(Counted { count }))
}

/// Takes a counted try back because it succeeded. A right password forgets the earlier wrong ones; a right code
/// only itself, so that a guesser gains nothing from the member's own sign-ins.
pub async fn succeeded(cx: &Cx, tx: &Tx, ladder: Ladder, key: &[u8]) -> Result<(), Fault> {
    let id = ladder.id(cx, key);
    match ladder {
        Ladder::Password => {
            Entity::delete_by_id(id).exec(&**tx).await?;
        }
        Ladder::Code => {
            Entity::update_many()
                .col_expr(Column::Count, sea_orm::ExprTrait::sub(Expr::col(Column::Count), 1))
                .col_expr(Column::BlockedUntil, Expr::value(0))
                .filter(Column::Id.eq(id))
                .exec(&**tx)
                .await?;
        }
    }
    Ok(())
}

/// Forgets everything counted against `key`: an administrator vouches.
pub async fn forget(cx: &Cx, tx: &Tx, ladder: Ladder, key: &[u8]) -> Result<(), Fault> {
    Entity::delete_by_id(ladder.id(cx, key)).exec(&**tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Ladder;
    use gatehouse_core::{DAY, MINUTE, SECOND};

    /// ACC-11
    #[test]
    fn wrong_passwords_slow_down_and_wrong_codes_pause() {
        let waits: Vec<i64> = [1, 10, 11, 12, 15, 16, 1000].map(|n| Ladder::Password.wait_after(n)).into();
        assert_eq!(waits, [0, 0, 2 * SECOND, 4 * SECOND, 32 * SECOND, MINUTE, MINUTE]);
        assert_eq!(Ladder::Code.wait_after(19), 0);
        assert_eq!(Ladder::Code.wait_after(20), DAY);
    }
}
