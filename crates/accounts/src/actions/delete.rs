//! Deletes one's own account (ACC-17): login, password, and a tick that it is permanent. At once and for good.

use super::erase::erase;
use super::step_up::{ProofRefusal, prove};
use super::steps;
use crate::gate;
use crate::jobs::forget_key;
use crate::mails::{self, To};
use crate::model::{Email, FormFault, Invalid};
use crate::refusals::{NotAllowed, Slowed, refusals};
use crate::rights::own_account;
use gatehouse_core::{Outcome, Secret, refuse};
use gatehouse_db::{Cx, subject};

/// What was typed.
pub struct DeleteAccount {
    /// The address, typed again.
    pub email: String,
    /// The password.
    pub current: Secret<String>,
    /// Ticked: "I know that this is permanent".
    pub confirm: bool,
    /// The browser's device cookie.
    pub device: Option<String>,
}

refusals! {
    /// Why the account stays.
    pub enum DeleteRefusal {
        /// Something is wrong with the form; nothing was deleted.
        Invalid(Invalid),
        /// Too many wrong passwords.
        Slowed(Slowed),
        /// Nobody is signed in.
        NotAllowed(NotAllowed),
    }
}

impl From<ProofRefusal> for DeleteRefusal {
    fn from(refusal: ProofRefusal) -> Self {
        match refusal {
            ProofRefusal::Invalid(invalid) => Self::Invalid(invalid),
            ProofRefusal::Slowed(slowed) => Self::Slowed(slowed),
        }
    }
}

/// Deletes the account and everything of it. The last mail is sealed under a key of its own, which a job destroys
/// when the mail's record is gone.
pub async fn delete_account(cx: &Cx, input: DeleteAccount) -> Outcome<(), DeleteRefusal> {
    let id = own_account(cx).map_err(|no| refuse(no.into()))?;
    let contact =
        crate::queries::contacts::contact(cx, cx.read(), id).await?.ok_or_else(|| refuse(NotAllowed.into()))?;
    let mut invalid = Invalid::default();
    if let Some(typed) = invalid.take(Email::parse(&input.email))
        && typed.normalized() != contact.email.to_ascii_lowercase()
    {
        invalid.0.push(FormFault::LoginWrong);
    }
    if input.current.expose().is_empty() {
        invalid.0.push(FormFault::CurrentMissing);
    }
    if !input.confirm {
        invalid.0.push(FormFault::NotTicked);
    }
    invalid.done().map_err(|invalid| refuse(invalid.into()))?;
    let proved = prove(cx, id, &input.current, input.device.as_deref()).await;
    let proved = proved.map_err(|stop| stop.map(DeleteRefusal::from))?;
    let tx = cx.begin().await?;
    gate::forget_address(cx, &tx, &proved.email_lookup).await?;
    let row = steps::locked(&tx, id).await?.filter(|row| row.password_sealed == proved.password_sealed);
    let row = row.ok_or_else(|| refuse(NotAllowed.into()))?;
    erase(cx, &tx, &row, "account.deleted").await?;
    let key = cx.id();
    subject::create(cx, &tx, key).await?;
    let to = To { account: None, sealed_by: key, email: &contact.email, lang: contact.lang, zone: None };
    mails::deleted::queue(cx, &tx, to).await?;
    forget_key::enqueue(cx, &tx, key).await?;
    tx.commit().await?;
    Ok(())
}
