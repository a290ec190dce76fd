//! Links in mails. A link works once; its hash is kept until it would have ended, so that the second of two equal
//! requests is told that it was used and not that it never was. One that was made in the future, by a clock that was ahead,
//! opens nothing: it would live far too long.

use crate::{bound_token, token};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait, Statement, Value};

/// A table of links. It has `id`, `kind`, `token_hash`, the owner's column, `created_at`, `expires_at` and `used_at`.
#[derive(Clone, Copy, Debug)]
pub struct Links {
    /// Its name.
    pub table: &'static str,
    /// The column of whose link it is.
    pub owner: &'static str,
    /// What keeps its hashes apart from others.
    pub domain: &'static str,
}

/// Proof that a link was used up in this transaction: its holder reads the mail.
#[derive(Debug)]
pub struct UsedLink {
    owner: Uuid,
}

impl UsedLink {
    /// Whose link it was.
    pub const fn owner(&self) -> Uuid {
        self.owner
    }
}

/// Links of a kind that live at the same time: a second request must not make the first mail useless at once.
pub const LIVING: i64 = 3;

impl Links {
    /// A new link's token. Only for this person and kind: what its row says is believed only where the token agrees.
    pub fn make(&self, cx: &Cx, owner: Uuid, kind: &str) -> Secret<String> {
        bound_token::make(cx, self.domain, owner, kind)
    }

    /// Whether a link's token is for the person and kind that its row says.
    pub fn is_for(&self, cx: &Cx, text: &str, owner: Uuid, kind: &str) -> bool {
        bound_token::is_for(cx, self.domain, text, owner, kind)
    }

    /// The stored hash of a link's token.
    pub fn hash(&self, cx: &Cx, text: &str) -> Vec<u8> {
        token::hash(cx, self.domain, text)
    }

    /// The hashes that a link's token can be stored under, before and after a rotation of the pepper.
    pub fn hashes(&self, cx: &Cx, text: &str) -> Vec<Vec<u8>> {
        token::hashes(cx, self.domain, text)
    }

    /// Uses a link up; `None` when it is used, ended or was never there, or when its row was pointed at somebody else or at
    /// another kind: then the transaction must not be committed. Of many requests at one moment one succeeds.
    pub async fn use_up(&self, cx: &Cx, tx: &Tx, text: &str) -> Result<Option<UsedLink>, Fault> {
        let now = cx.now();
        let mut values: Vec<Value> = vec![now.0.into(), now.0.into(), now.latest_believed().into()];
        values.extend(self.hashes(cx, text).into_iter().map(Value::from));
        let places: Vec<String> = (4..=values.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "update {table} set used_at = $1 where token_hash in ({places}) and used_at is null and expires_at > $2 \
             and created_at <= $3 returning {owner} as owner, kind",
            table = self.table,
            places = places.join(", "),
            owner = self.owner
        );
        let row = tx.query_one_raw(Statement::from_sql_and_values(cx.db().backend(), sql, values)).await?;
        let Some(row) = row else { return Ok(None) };
        let (owner, kind): (Uuid, String) = (row.try_get("", "owner")?, row.try_get("", "kind")?);
        Ok(self.is_for(cx, text, owner, &kind).then_some(UsedLink { owner }))
    }

    /// Takes the owner's living links of a kind back; `None`: of every kind. Used ones stay until they would have ended.
    pub async fn take_back(&self, cx: &Cx, tx: &Tx, owner: Uuid, kind: Option<&str>) -> Result<(), Fault> {
        let mut values: Vec<Value> = vec![owner.into()];
        let of_kind = match kind {
            Some(kind) => {
                values.push(kind.into());
                " and kind = $2"
            }
            None => "",
        };
        let sql = format!("delete from {} where {} = $1 and used_at is null{of_kind}", self.table, self.owner);
        tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), sql, values)).await?;
        Ok(())
    }

    /// Takes the owner's links of a kind back but the newest [`LIVING`]; first those that open nothing because a clock made
    /// them that was ahead.
    pub async fn keep_newest(&self, cx: &Cx, tx: &Tx, owner: Uuid, kind: &str) -> Result<(), Fault> {
        let (table, column) = (self.table, self.owner);
        let sql = format!(
            "delete from {table} where {column} = $1 and kind = $2 and used_at is null and id not in (select id from \
             {table} where {column} = $1 and kind = $2 and used_at is null \
             order by case when created_at > $3 then 0 else created_at end desc, id desc limit $4)"
        );
        let values = [owner.into(), kind.into(), cx.now().latest_believed().into(), LIVING.into()];
        tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), sql, values)).await?;
        Ok(())
    }

    /// Whether a link of a kind that was made at `at` still opens.
    pub async fn lives(&self, cx: &Cx, tx: &Tx, owner: Uuid, kind: &str, at: Option<Moment>) -> Result<bool, Fault> {
        let sql = format!(
            "select 1 as one from {} where {} = $1 and kind = $2 and created_at = $3 and used_at is null \
             and expires_at > $4 limit 1",
            self.table, self.owner
        );
        // Of a link that opens nothing yet the same statement is asked, with a moment at which none was made.
        let at = at.filter(|at| at.has_come(cx.now())).map_or(-1, |at| at.0);
        let values = [owner.into(), kind.into(), at.into(), cx.now().0.into()];
        Ok(tx.query_one_raw(Statement::from_sql_and_values(cx.db().backend(), sql, values)).await?.is_some())
    }
}
