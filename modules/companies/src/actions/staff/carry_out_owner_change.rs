//! A clerk carries out, or declines, the change of owner for which the owner asked (COM-3). It was asked for by the owner's own session with a
//! fresh proof, so one clerk is enough, and it happens at once.

use super::steps::{CompanyRefusal, ReasonRefusal, held, read_words, widened};
use crate::actions::owner_change_steps::{NewOwnerRefusal, carry_out, stop};
use crate::mails::owner_change::tell_declined;
use crate::model::states::{Becomes, OwnerChangeKind};
use crate::queries::owner_changes::waiting;
use crate::rights::Locked;
use crate::rights::staff::{CompaniesDecide, NotAllowed, may, member};
use crate::tables::owner_change;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;

/// Why the owner is the one of before.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CarryOutRefusal {
    /// Not the role.
    NotAllowed(NotAllowed),
    /// The company.
    Company(CompanyRefusal),
    /// The words to the owner.
    Reason(ReasonRefusal),
    /// The person.
    Owner(NewOwnerRefusal),
    /// Nothing that the owner asked for waits: it was taken back, or a colleague was faster.
    #[refusal(409, "company.nothing_asked", staff_nothing_asked)]
    Nothing,
    /// None of the three.
    #[refusal(422, "company.becomes_wrong", staff_becomes_wrong, field = "becomes")]
    Becomes,
}

/// Makes the user whom the owner named the owner; the one of before becomes what the clerk chose.
pub async fn carry_out_owner_change(cx: &Cx, company: Uuid, becomes: &str) -> Outcome<(), CarryOutRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    let clerk = member(cx).or_refuse()?;
    let becomes = Becomes::from_word(becomes.trim()).ok_or(CarryOutRefusal::Becomes).or_refuse()?;
    let tx = cx.begin().await?;
    let (held, change) = asked(cx, &tx, company).await?;
    let change = owner_change::Model { becomes, ..change };
    carry_out(cx, &tx, &held, &change, Some(clerk)).await.map_err(widened)?;
    tx.commit().await?;
    Ok(())
}

/// Declines it; `words` go to the owner with the mail, and are kept nowhere else.
pub async fn decline_owner_change(cx: &Cx, company: Uuid, words: &str) -> Outcome<(), CarryOutRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    member(cx).or_refuse()?;
    let words = read_words(words).or_refuse()?;
    let tx = cx.begin().await?;
    let (held, change) = asked(cx, &tx, company).await?;
    stop(cx, &tx, &held, &change, None).await?;
    tell_declined(cx, &tx, &held, &change, &words).await?;
    tx.commit().await?;
    Ok(())
}

async fn asked<'t>(cx: &Cx, tx: &'t Tx, company: Uuid) -> Outcome<(Locked<'t>, owner_change::Model), CarryOutRefusal> {
    let held = held(cx, tx, company, None).await.map_err(widened)?;
    let change = waiting(&**tx, company).await?.filter(|change| change.kind == OwnerChangeKind::Asked);
    match change {
        Some(change) => Ok((held, change)),
        None => Err(refuse(CarryOutRefusal::Nothing)),
    }
}
