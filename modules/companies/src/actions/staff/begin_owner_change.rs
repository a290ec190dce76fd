//! The owner has left, and a stamped letter names another one (COM-3). A clerk who has the letter begins the change and proposes it to a second
//! one ([`super::proposals`]); after that there is time to object, and then it happens. The new owner may be a user of the company, or somebody
//! with an account and no company, who joins with the change.

use super::steps::{CompanyRefusal, ReasonRefusal, held, read_reason, widened};
use crate::actions::owner_change_steps::{NewOwnerRefusal, fit, stop, store};
use crate::events::OWNER_CHANGE_BEGUN;
use crate::model::name::LONGEST;
use crate::model::proposed::Proposed;
use crate::model::states::{Becomes, OwnerChangeKind, OwnerChangeState};
use crate::queries::owner_changes::{Words, waiting};
use crate::rights::staff::{CompaniesDecide, NotAllowed, may, member};
use crate::tables::owner_change;
use gatehouse_accounts::contacts;
use gatehouse_approval::{LIFE, NewProposal, propose};
use gatehouse_context::Cx;
use gatehouse_core::text::one_line;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use serde_json::json;

/// What the letter says.
#[derive(Clone, Debug, Default)]
pub struct BeginOwnerChange {
    /// The company.
    pub company: Uuid,
    /// The address of the new owner.
    pub email: String,
    /// Their first name, as in the letter.
    pub first: String,
    /// Their last name.
    pub last: String,
    /// The number of the request, and where the letter lies.
    pub request: String,
    /// Why.
    pub reason: String,
    /// What the owner of before becomes.
    pub becomes: String,
    /// The clerk has the stamped letter, and compared its names.
    pub has_letter: bool,
}

/// Why nothing began.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum BeginOwnerRefusal {
    /// Not the role.
    NotAllowed(NotAllowed),
    /// The company.
    Company(CompanyRefusal),
    /// The reason.
    Reason(ReasonRefusal),
    /// The person.
    Owner(NewOwnerRefusal),
    /// Without the letter nothing begins.
    #[refusal(422, "company.letter_missing", staff_letter_missing, field = "letter")]
    Letter,
    /// The number of a request, up to 100 characters.
    #[refusal(422, "company.request_wrong", staff_request_wrong, field = "request")]
    Request,
    /// First and last name, up to 100 characters each.
    #[refusal(422, "company.person_wrong", staff_person_wrong, field = "first")]
    Name,
    /// None of the three.
    #[refusal(422, "company.becomes_wrong", staff_becomes_wrong, field = "becomes")]
    Becomes,
}

/// Begins it; answers the proposal.
pub async fn begin_owner_change(cx: &Cx, input: &BeginOwnerChange) -> Outcome<Uuid, BeginOwnerRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    let clerk = member(cx).or_refuse()?;
    let words = read(input).or_refuse()?;
    let becomes = Becomes::from_word(input.becomes.trim()).ok_or(BeginOwnerRefusal::Becomes).or_refuse()?;
    if !input.has_letter {
        return Err(refuse(BeginOwnerRefusal::Letter));
    }
    let tx = cx.begin().await?;
    let held = held(cx, &tx, input.company, None).await.map_err(widened)?;
    let Some(account) = contacts::find_by_email(cx, &*tx, input.email.trim()).await? else {
        return Err(refuse(NewOwnerRefusal::Unfit.into()));
    };
    if let Some(before) = waiting(&*tx, input.company).await? {
        // One that nobody approved in time makes room.
        let is_over = before.kind == OwnerChangeKind::Gone
            && before.due_at.is_none()
            && before.asked_at.plus(LIFE).has_come(cx.now());
        if !is_over {
            return Err(refuse(NewOwnerRefusal::Waits.into()));
        }
        stop(cx, &tx, &held, &before, None).await?;
    }
    fit(cx, &tx, &held, account).await.map_err(widened)?;
    let row = owner_change::Model {
        id: cx.id(),
        company_id: input.company,
        from_member: held.row().owner_member_id,
        to_account: account,
        kind: OwnerChangeKind::Gone,
        becomes,
        reason_sealed: Vec::new(),
        state: OwnerChangeState::Waiting,
        asked_by: clerk,
        agreed_by: None,
        asked_at: cx.now(),
        due_at: None,
        ended_at: None,
    };
    let change = Proposed::OwnerChange { company: input.company, owner_change: row.id };
    store(cx, &tx, row, &words).await?;
    let new = NewProposal {
        id: cx.id(),
        kind: change.kind(),
        about: input.company,
        things: 1,
        weight: 1,
        contents: serde_json::to_value(&change)?,
        words_sealed: None,
    };
    let Some(proposal) = propose(cx, &tx, new).await? else { return Err(refuse(NewOwnerRefusal::Waits.into())) };
    let line = OWNER_CHANGE_BEGUN.about(input.company).with(json!({ "proposal": proposal, "becomes": becomes.word() }));
    cx.audit(&tx, line.of_account(account)).await?;
    tx.commit().await?;
    Ok(proposal)
}

fn read(input: &BeginOwnerChange) -> Result<Words, BeginOwnerRefusal> {
    let line = |text: &str, wrong: BeginOwnerRefusal| {
        let text = one_line(text).map_err(|_| wrong.clone())?;
        let fits = !text.is_empty() && text.chars().count() <= LONGEST;
        if fits { Ok(text) } else { Err(wrong) }
    };
    Ok(Words {
        request: line(&input.request, BeginOwnerRefusal::Request)?,
        reason: read_reason(&input.reason)?,
        first: line(&input.first, BeginOwnerRefusal::Name)?,
        last: line(&input.last, BeginOwnerRefusal::Name)?,
    })
}
