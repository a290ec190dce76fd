//! Authenticator apps (RFC 6238). A secret that is only offered is stored nowhere: it travels sealed with the form that confirms it, for this
//! session alone, and is a fresh one with every look at the page. So nobody who saw an earlier one knows the one that is connected.

use super::Passed;
use crate::model::{FactorKind, term};
use crate::queries::factors::{NAME, SECRET, rows};
use crate::refusals::CodeRefusal;
use crate::tables::account_factor::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, sealed_token, subject};
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::totp::{self, TotpSecret};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use zeroize::Zeroizing;

const PURPOSE: &str = "accounts.app_offer";
const ID: usize = 16;

/// A secret that is offered to an app.
pub struct Offer {
    /// The id of the factor that it becomes: the second of two equal requests adds nothing.
    pub(in crate::actions) id: Uuid,
    secret: TotpSecret,
}

impl Offer {
    /// A fresh one.
    pub fn make(cx: &Cx) -> Result<Self, Fault> {
        Ok(Self { id: cx.id(), secret: TotpSecret::random(cx.app.random.as_ref())? })
    }

    /// One with a secret that its owner has already.
    pub(in crate::actions) fn known(cx: &Cx, secret: &[u8]) -> Result<Self, Fault> {
        Ok(Self { id: cx.id(), secret: TotpSecret::from_bytes(secret)? })
    }

    /// For the form's hidden field.
    pub fn seal(&self, cx: &Cx, account: Uuid, session: Uuid) -> Result<Secret<String>, Fault> {
        let ids = [account, session, self.id].map(Uuid::into_bytes).concat();
        let plain = Zeroizing::new([&ids, self.secret.bytes()].concat());
        Ok(sealed_token::seal(cx, PURPOSE, cx.now().plus(term::OFFER), &plain)?.into())
    }

    /// What the field brings back; `None` when it was offered in another session, or too long ago.
    pub fn open(cx: &Cx, account: Uuid, session: Uuid, text: &Secret<String>) -> Option<Self> {
        let plain = Zeroizing::new(sealed_token::open(cx, PURPOSE, term::OFFER, text.expose())?);
        let (ids, secret) = plain.split_at_checked(3 * ID)?;
        let id = |n: usize| Uuid::from_slice(ids.get(n * ID..(n + 1) * ID)?).ok();
        if id(0)? != account || id(1)? != session {
            return None;
        }
        Some(Self { id: id(2)?, secret: TotpSecret::from_bytes(secret).ok()? })
    }

    /// What the QR code says.
    pub fn address(&self, brand: &str, email: &str) -> Result<Secret<String>, Fault> {
        Ok(self.secret.address(brand, email)?.into())
    }

    /// To be typed into an app.
    pub fn text(&self) -> Secret<String> {
        self.secret.text().into()
    }

    /// The time step of a code of the app, if it is one of now.
    pub(in crate::actions) fn step_of(&self, cx: &Cx, typed: &str) -> Option<i64> {
        match totp::read(typed) {
            totp::Typed::App(code) => self.secret.step_of(&code, cx.now()),
            _ => None,
        }
    }

    /// Stores it as a factor; `step` is that of the code which proved it, and opens nothing any more.
    pub(in crate::actions) async fn store(
        &self,
        cx: &Cx,
        tx: &Tx,
        account: Uuid,
        name: &str,
        step: i64,
    ) -> Result<(), Fault> {
        let key = subject::key(cx, &**tx, account).await?;
        let random = cx.app.random.as_ref();
        let row = ActiveModel {
            id: Set(self.id),
            account_id: Set(account),
            kind: Set(FactorKind::App),
            name_sealed: Set(key.seal(random, NAME, self.id, name.as_bytes())?),
            secret_sealed: Set(key.seal(random, SECRET, self.id, self.secret.bytes())?),
            last_step: Set(step),
            credential_hash: Set(None),
            created_at: Set(cx.now()),
            used_at: Set(None),
        };
        Entity::insert(row).exec_without_returning(&**tx).await?;
        Ok(())
    }
}

/// Whether one of the account's apps shows this code, and showed it to nobody before.
pub(super) async fn check(cx: &Cx, tx: &Tx, account: Uuid, code: &str) -> Result<Result<Passed, CodeRefusal>, Fault> {
    let rows = rows(&**tx, account).await?;
    let key = subject::key(cx, &**tx, account).await?;
    let mut refusal = CodeRefusal::Wrong;
    for row in rows.iter().filter(|row| row.kind == FactorKind::App) {
        let secret = TotpSecret::from_bytes(&key.open(SECRET, row.id, &row.secret_sealed)?)?;
        match secret.step_of(code, cx.now()) {
            Some(step) if step > last_step(cx, row) => return Ok(Ok(Passed::App(row.id, step))),
            Some(_) => refusal = CodeRefusal::Used,
            None => {}
        }
    }
    Ok(Err(refusal))
}

/// The step of the last code taken. One that lies beyond the next step is of a clock that was ahead, and says nothing.
fn last_step(cx: &Cx, row: &Model) -> i64 {
    let next = cx.now().seconds() / totp::STEP + 1;
    if row.last_step <= next { row.last_step } else { 0 }
}

pub(super) async fn use_up(cx: &Cx, tx: &Tx, factor: Uuid, step: i64) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::LastStep, Expr::value(step))
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(factor))
        .exec(&**tx)
        .await?;
    Ok(())
}
