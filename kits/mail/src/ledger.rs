//! Mails that anybody can cause, by typing an address into a form: how many of them an address gets.
//!
//! Who asks must find a living link in the mailbox, whatever strangers have asked for before; so a mail is withheld only
//! while the link of the last one still opens and was mailed a short while ago. Twenty mails a day and purpose come ten
//! minutes apart, further ones an hour apart. A browser or network of the owner's is counted apart from strangers, whom
//! the owner can also silence for a day.
//!
//! Everything is counted for addresses that nobody has, too: what is done and how long it takes says nothing (ACC-6).

use crate::ledger_table::{Column, Entity, Model};
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, HOUR, MINUTE, Moment, SKEW, Secret};
use gatehouse_db::Tx;
use gatehouse_seal::Lookups;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Statement};

/// Mails a day that come [`SHORT_GAP`] apart.
pub const A_DAY: i64 = 20;
/// The time between two of these.
pub const SHORT_GAP: i64 = 10 * MINUTE;
/// The time between further ones.
pub const LONG_GAP: i64 = HOUR;
/// How long strangers cause no mail after the owner said so.
pub const PAUSE: i64 = DAY;
/// The link by which the owner says so works as long.
const PAUSE_LINK: i64 = 30 * DAY;
const PURPOSE: &str = "mail.pause";
/// Where that link leads.
pub const PAUSE_PAGE: &str = "/pause-emails";

/// Who asks for a mail to an address that nobody is signed in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker<'a> {
    /// Somebody.
    Stranger,
    /// A browser or network from which the owner has signed in before, by whatever tells it from others.
    Own(&'a [u8]),
}

/// The count of one purpose for one address and asker, held until the transaction ends.
pub struct Held {
    id: Vec<u8>,
    mailed: i64,
    last: Option<Moment>,
    is_paused: bool,
}

/// Proof that the ledger let a mail through; what a stranger can cause is only queued with it.
#[derive(Clone, Debug)]
pub struct Caused {
    /// For the address by which the owner is left alone for a day.
    pub pause: Secret<String>,
    /// Until the next such mail at the longest; its link must live as long.
    pub gap: i64,
}

const DOMAIN: &str = "mail.ledger";
const ADDRESS: &[u8] = b"address";
const PAUSED: &[u8] = b"pause";

fn value(parts: &[&[u8]]) -> Vec<u8> {
    let mut value = Vec::new();
    for part in parts {
        value.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        value.extend_from_slice(part);
    }
    value
}

fn id(cx: &Cx, parts: &[&[u8]]) -> Vec<u8> {
    cx.app.keys.lookup(DOMAIN, &value(parts)).to_vec()
}

fn address_id(cx: &Cx, address: &[u8]) -> Vec<u8> {
    id(cx, &[ADDRESS, address])
}

/// The ids of an address's rows of this sort under every pepper.
fn ids(cx: &Cx, sort: &[u8], address: &Lookups) -> Lookups {
    cx.app.keys.lookups_of(DOMAIN, address, |one| value(&[sort, one]))
}

/// Holds the count. `address`: the keyed hashes by which the module finds the address; call this before the row of its
/// owner is held.
pub async fn hold(cx: &Cx, tx: &Tx, purpose: &str, address: &Lookups, asker: Asker<'_>) -> Result<Held, Fault> {
    let pause = paused_until(cx, &**tx, address).await?;
    let (kind, own): (&[u8], &[u8]) = match asker {
        Asker::Stranger => (b"stranger", b""),
        Asker::Own(which) => (b"own", which),
    };
    let id = id(cx, &[purpose.as_bytes(), &address.now, kind, own]);
    let now = cx.now();
    // Adds nothing yet: it makes the row, or begins its day anew, and holds it. A day that ends beyond a day from now was
    // begun by a clock that was ahead.
    let over = "mail_ledger.day_ends <= $5 or mail_ledger.day_ends > $6";
    let text = format!(
        "insert into mail_ledger (id, address, mailed, day_ends, last_at, expires_at) values ($1, $2, 0, $3, 0, $4) \
         on conflict (id) do update set mailed = case when {over} then 0 else mail_ledger.mailed end, \
         day_ends = case when {over} then excluded.day_ends else mail_ledger.day_ends end, \
         expires_at = excluded.expires_at returning mailed, last_at"
    );
    let day = now.plus(DAY);
    let values = [
        id.clone().into(),
        address_id(cx, &address.now).into(),
        day.0.into(),
        day.0.into(),
        now.0.into(),
        day.plus(SKEW).0.into(),
    ];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| Fault::new("the ledger returned no row"))?;
    let last: i64 = row.try_get("", "last_at")?;
    Ok(Held {
        id,
        mailed: row.try_get("", "mailed")?,
        last: (last > 0).then_some(Moment(last)),
        is_paused: asker == Asker::Stranger && pause > now,
    })
}

const fn gap_after(mailed: i64) -> i64 {
    if mailed < A_DAY { SHORT_GAP } else { LONG_GAP }
}

impl Held {
    /// When the last mail was queued.
    pub const fn last(&self) -> Option<Moment> {
        self.last
    }

    /// Whether a mail may go out. `link_lives`: the link of the last one still opens (or it had none).
    pub fn admits(&self, now: Moment, link_lives: bool) -> bool {
        let is_recent = self.last.is_some_and(|last| last.was_within(now, gap_after(self.mailed)));
        !(self.is_paused || is_recent && link_lives)
    }

    /// Whether the address gets another mail today, where what was mailed last says nothing about this one: twenty a day at any
    /// time, further ones an hour apart, and none of strangers while its owner is to be left alone.
    pub fn admits_of_day(&self, now: Moment) -> bool {
        !self.is_paused && (self.mailed < A_DAY || self.admits(now, true))
    }

    /// Counts a mail that goes out now, if one may ([`Held::admits`]).
    pub async fn caused(self, cx: &Cx, tx: &Tx, address: &Lookups, link_lives: bool) -> Result<Option<Caused>, Fault> {
        if !self.admits(cx.now(), link_lives) {
            return Ok(None);
        }
        self.count(cx, tx, address).await.map(Some)
    }

    /// Counts a mail that goes out now. Done also where nobody has the address, so that it costs the same.
    pub async fn count(self, cx: &Cx, tx: &Tx, address: &Lookups) -> Result<Caused, Fault> {
        let now = cx.now();
        Entity::update_many()
            .col_expr(Column::Mailed, Expr::value(self.mailed + 1))
            .col_expr(Column::LastAt, Expr::value(now))
            .filter(Column::Id.eq(self.id))
            .exec(&**tx)
            .await?;
        let pause = Secret::new(sealed_token::seal(cx, PURPOSE, now.plus(PAUSE_LINK), &address.now)?);
        Ok(Caused { pause, gap: gap_after(self.mailed + 1) })
    }
}

/// The keyed hash of the address that a link to be left alone is for, as it was when the link was mailed.
pub fn address_of(cx: &Cx, pause: &str) -> Option<Lookups> {
    sealed_token::open(cx, PURPOSE, PAUSE_LINK, pause).filter(|address| !address.is_empty()).map(Lookups::only)
}

/// Until when strangers cause no mail to an address; long ago when they do. A pause that would last longer than one does
/// was begun by a clock that was ahead, and is none.
pub async fn paused_until<C: ConnectionTrait>(cx: &Cx, conn: &C, address: &Lookups) -> Result<Moment, Fault> {
    let ids = ids(cx, PAUSED, address);
    let rows = Entity::find().filter(Column::Id.is_in(ids.all().map(<[u8]>::to_vec))).all(conn).await?;
    let ends = rows.iter().map(|row: &Model| row.day_ends).filter(|until| until.is_within(cx.now(), PAUSE));
    Ok(ends.max().unwrap_or(Moment(0)))
}

/// Leaves an address alone for a day, or not any longer.
pub async fn pause(cx: &Cx, tx: &Tx, address: &Lookups, on: bool) -> Result<(), Fault> {
    let ids = ids(cx, PAUSED, address);
    let until = if on { cx.now().plus(PAUSE).0 } else { 0 };
    let text = "insert into mail_ledger (id, address, mailed, day_ends, last_at, expires_at) values ($1, $2, 0, $3, 0, $4) \
                on conflict (id) do update set day_ends = excluded.day_ends, expires_at = excluded.expires_at";
    let expires = cx.now().plus(PAUSE).0;
    let values = [ids.now.into(), address_id(cx, &address.now).into(), until.into(), expires.into()];
    tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    if !on && !ids.others.is_empty() {
        // One from before a rotation of the pepper ends too.
        let update = Entity::update_many().col_expr(Column::DayEnds, Expr::value(0_i64));
        update.filter(Column::Id.is_in(ids.others)).exec(&**tx).await?;
    }
    Ok(())
}

/// Forgets everything counted of an address, when its owner is erased.
pub async fn forget(cx: &Cx, tx: &Tx, address: &Lookups) -> Result<(), Fault> {
    let ids = ids(cx, ADDRESS, address);
    let all = ids.all().map(<[u8]>::to_vec);
    Entity::delete_many().filter(Column::Address.is_in(all)).exec(&**tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{A_DAY, Held, LONG_GAP, SHORT_GAP};
    use gatehouse_core::Moment;

    fn held(mailed: i64, last: Option<i64>, is_paused: bool) -> Held {
        Held { id: Vec::new(), mailed, last: last.map(Moment), is_paused }
    }

    /// ACC-11, ACC-13
    #[test]
    fn a_mail_is_withheld_only_while_the_last_ones_link_lives_and_is_young() {
        let now = Moment(10 * LONG_GAP);
        assert!(held(0, None, false).admits(now, false), "the first");
        let just = Some(now.0 - 1);
        assert!(!held(1, just, false).admits(now, true), "it lies in the mailbox");
        assert!(held(1, just, false).admits(now, false), "it opens no more");
        assert!(held(1, Some(now.0 - SHORT_GAP), false).admits(now, true));
        assert!(!held(A_DAY, Some(now.0 - SHORT_GAP), false).admits(now, true), "an hour apart beyond twenty");
        assert!(held(A_DAY, Some(now.0 - LONG_GAP), false).admits(now, true));
        assert!(held(A_DAY, Some(now.0 - SHORT_GAP), false).admits(now, false), "never silence without a link");
        assert!(!held(0, None, true).admits(now, false), "left alone");
        assert!(held(A_DAY - 1, just, false).admits_of_day(now), "at any time");
        assert!(!held(A_DAY, Some(now.0 - SHORT_GAP), false).admits_of_day(now), "an hour apart beyond twenty");
        assert!(held(A_DAY, Some(now.0 - LONG_GAP), false).admits_of_day(now));
        assert!(!held(0, None, true).admits_of_day(now), "left alone");
        assert!(held(1, Some(now.0 + 20 * LONG_GAP), false).admits(now, true), "mailed by a clock that was ahead");
    }
}
