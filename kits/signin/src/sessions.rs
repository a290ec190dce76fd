//! What all sessions have in common: a new token at every proof, an end after five wrong ones, and a bound.

use crate::token;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Moment, SKEW, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_web::visit::elevation;
use sea_orm::{ConnectionTrait, Statement, Value};

/// The wrong proof that ends a session.
pub const WRONG_PROOFS: i64 = 5;

/// A clock that was ahead by this much, and is set right, ends no session. One that was further ahead ends those that were
/// opened by it: nobody can tell how long they would live.
pub const FORGIVEN: i64 = HOUR;

/// Whether a session's proof was given by a clock that was ahead: it would open sensitive changes when that moment comes, so
/// the next use of the session takes it back.
pub fn was_proven_ahead(elevated_until: Moment, now: Moment) -> bool {
    elevated_until > elevation(now).plus(SKEW)
}

/// A table of sessions. It has `id`, `token_hash`, the owner's column, `seen_at`, `expires_at` and `elevated_until`.
#[derive(Clone, Copy, Debug)]
pub struct Sessions {
    /// Its name.
    pub table: &'static str,
    /// The column of whose session it is.
    pub owner: &'static str,
    /// What keeps its hashes apart from others.
    pub domain: &'static str,
    /// The column that counts wrong proofs, where they are counted by session.
    pub failures: Option<&'static str>,
}

impl Sessions {
    async fn run(&self, cx: &Cx, tx: &Tx, sql: String, values: Vec<Value>) -> Result<u64, Fault> {
        let statement = Statement::from_sql_and_values(cx.db().backend(), sql, values);
        Ok(tx.execute_raw(statement).await?.rows_affected())
    }

    /// Gives a session this new token, made by [`crate::bound_token`], and opens sensitive changes for ten minutes; the old
    /// token stops working (ASVS 7.2.4). `None` when the session has ended.
    pub async fn renew(
        &self,
        cx: &Cx,
        tx: &Tx,
        id: Uuid,
        token: Secret<String>,
    ) -> Result<Option<Secret<String>>, Fault> {
        let cleared = self.failures.map(|column| format!(", {column} = 0")).unwrap_or_default();
        let sql = format!(
            "update {} set token_hash = $1, elevated_until = $2{cleared} where id = $3 and expires_at > $4",
            self.table
        );
        let values = vec![
            token::hash(cx, self.domain, token.expose()).into(),
            elevation(cx.now()).0.into(),
            id.into(),
            cx.now().0.into(),
        ];
        Ok((self.run(cx, tx, sql, values).await? == 1).then_some(token))
    }

    /// Counts a wrong proof of a session, and ends it at the fifth; `true` when it has ended.
    pub async fn proof_failed(&self, cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
        let Some(column) = self.failures else { return Ok(false) };
        let sql = format!("update {} set {column} = {column} + 1 where id = $1", self.table);
        self.run(cx, tx, sql, vec![id.into()]).await?;
        let sql = format!("delete from {} where id = $1 and {column} >= $2", self.table);
        Ok(self.run(cx, tx, sql, vec![id.into(), WRONG_PROOFS.into()]).await? == 1)
    }

    /// Ends the owner's sessions, all or all but one; returns how many.
    pub async fn end_all(&self, cx: &Cx, tx: &Tx, owner: Uuid, except: Option<Uuid>) -> Result<u64, Fault> {
        let mut values: Vec<Value> = vec![owner.into()];
        let but = match except {
            Some(kept) => {
                values.push(kept.into());
                " and id <> $2"
            }
            None => "",
        };
        self.run(cx, tx, format!("delete from {} where {} = $1{but}", self.table, self.owner), values).await
    }

    /// Ends the owner's sessions beyond the `most` that were used last. Those that a clock used which was ahead go first.
    pub async fn keep_newest(&self, cx: &Cx, tx: &Tx, owner: Uuid, most: i64) -> Result<u64, Fault> {
        let (table, column) = (self.table, self.owner);
        let sql = format!(
            "delete from {table} where {column} = $1 and id not in (select id from {table} where {column} = $1 \
             order by case when seen_at > $2 then 0 else seen_at end desc, id desc limit $3)"
        );
        self.run(cx, tx, sql, vec![owner.into(), cx.now().latest_believed().into(), most.into()]).await
    }
}
