//! The passwords of accounts: their rules, and their hashes under seal (PRI-13).

use crate::model::FormError;
use crate::tables::{account, one_time_token};
use gatehouse_context::old_columns::{self, Empty, OldColumn};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Errors, Fault, Invalid, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::Asker;
use gatehouse_passwords::{HashPool, check_new};
use gatehouse_signin::SealedPasswords;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, UpdateMany};
use std::sync::Arc;

/// Where hashes of passwords lay open before.
pub const OLD: [OldColumn; 2] = [old("account", "id"), old("one_time_token", "account_id")];
/// What the move of them is called.
pub const SEALED: &str = "accounts.passwords";

/// The hashes of accounts.
pub const OF_ACCOUNT: SealedPasswords = SealedPasswords("account.password_sealed");
/// Those that wait with the links of registrations.
pub(super) const OF_LINK: SealedPasswords = SealedPasswords("one_time_token.password_sealed");

const fn old(table: &'static str, subject: &'static str) -> OldColumn {
    let (old, sealed) = ("password_hash", "password_sealed");
    OldColumn { table, old, empty: Empty::Null, sealed, subject: Some(subject) }
}

/// Seals what lay open in a database of an earlier version.
pub(crate) async fn seal_old(app: &Arc<App>) -> Result<(), Fault> {
    old_columns::seal(app, SEALED, &OLD).await.map(drop)
}

/// Notes what is wrong with a new password at first sight, and whether its repetition differs.
pub(super) fn note(
    cx: &Cx,
    errors: &mut Errors<FormError>,
    password: &Secret<String>,
    again: &Secret<String>,
    email: &str,
) -> Result<(), Fault> {
    errors.add_all(cx.service::<HashPool>()?.policy().plain(password, email).err().into_iter().flatten());
    note_repetition(errors, password, again);
    Ok(())
}

/// Notes whether the repetition of a new password differs, whatever else is wrong with it; where there is none, that says enough.
pub(super) fn note_repetition(errors: &mut Errors<FormError>, password: &Secret<String>, again: &Secret<String>) {
    if !password.expose().is_empty() && password.expose() != again.expose() {
        errors.add(FormError::PasswordsDiffer);
    }
}

/// What is wrong with a new password: the estimate, and the vendor's and the products' names; `own` are the person's. After every limit,
/// because it takes long.
pub(super) async fn judge(
    cx: &Cx,
    asker: &Asker,
    password: &Secret<String>,
    email: &str,
    own: &[&str],
) -> Result<Result<(), Invalid<FormError>>, Fault> {
    let found = check_new(cx, asker, password.clone(), email, own).await?;
    let mut errors = Errors::<FormError>::default();
    errors.add_all(found.err().into_iter().flatten());
    Ok(errors.done())
}

/// The change of an account's row to another password, of which this is the hash.
pub(super) async fn change(cx: &Cx, tx: &Tx, account: Uuid, hash: &str) -> Result<UpdateMany<account::Entity>, Fault> {
    use account::{Column, Entity};
    let sealed = OF_ACCOUNT.seal_for(cx, &**tx, account, hash).await?;
    Ok(Entity::update_many()
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordForeign, Expr::value(None::<String>))
        .col_expr(Column::PasswordChangedAt, Expr::value(cx.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(account)))
}

/// The hash of an account's password ([`SealedPasswords::of`]).
pub(super) async fn of_account(cx: &Cx, row: Option<&account::Model>) -> Result<Option<String>, Fault> {
    OF_ACCOUNT.of(cx, cx.read(), row.map(|row| (row.id, row.password_sealed.as_deref()))).await
}

/// The hash that waits with a link.
pub(super) async fn of_link<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    link: &one_time_token::Model,
) -> Result<Option<String>, Fault> {
    let Some(sealed) = &link.password_sealed else { return Ok(None) };
    let key = subject::key(cx, conn, link.account_id).await?;
    Ok(OF_LINK.open(&key, link.id, sealed))
}
