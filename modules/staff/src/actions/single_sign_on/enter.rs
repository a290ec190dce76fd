//! Somebody comes back from the vendor's own provider to sign in (ALL-8). Who is not known there and has a group that gives a role is made a
//! member. Roles are taken anew; where none is left they are not let in. The provider's second factor counts where the operator says so;
//! elsewhere ours is asked.

use super::identity::{self, Identity};
use super::join::join;
use super::settle::settle;
use crate::actions::administrators::hold_all;
use crate::actions::grant::{self, Grant};
use crate::actions::new_network::tell_of_new_network;
use crate::actions::sign_in::{end_half_finished, end_previous};
use crate::actions::{Next, as_member, locked};
use crate::events;
use crate::model::single_sign_on::SingleSignOn;
use crate::model::totp::TotpSecret;
use crate::rights::NotAllowed;
use crate::sessions::vouched::Vouched;
use crate::sessions::{self, Offer, Stage};
use crate::tables::staff;
use gatehouse_context::{Cx, audit_count};
use gatehouse_core::{Fault, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_federation::StaffClaims;
use gatehouse_guard::{Budget, Limit, TooOften};

/// Ways to the provider and back, from one network: an office comes of a morning.
pub(crate) const BUDGET: Budget = Budget::of_strangers(Limit { action: "staff.sso", burst: 60, seconds_each: 5 });

/// What came of it.
#[derive(Debug)]
pub enum Entered {
    /// Signed in.
    In {
        /// For the cookie.
        token: Secret<String>,
        /// Who.
        member: Uuid,
    },
    /// A second factor of ours is due.
    Half {
        /// For the cookie.
        token: Secret<String>,
        /// What comes next.
        next: Next,
    },
}

/// Why somebody does not come in by the provider, or does not go on.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SsoRefusal {
    /// The operator wants no single sign-on.
    #[refusal(404, "staff.sso_off", refusal_sso_off)]
    Off,
    /// Nobody of the staff.
    NotAllowed(NotAllowed),
    /// Too many from this network.
    TooOften(TooOften),
    /// None of their groups gives a role.
    #[refusal(403, "staff.sso_no_role", refusal_sso_no_role)]
    NoRole,
    /// Their access is disabled here.
    #[refusal(403, "staff.sso_disabled", refusal_sso_disabled)]
    Disabled,
    /// Their row was changed past Gatehouse.
    #[refusal(422, "staff.row_refused", refusal_row_refused)]
    RowRefused,
    /// The provider tells no address of theirs.
    #[refusal(403, "staff.sso_no_address", refusal_sso_no_address)]
    NoAddress,
    /// A member who does not come by the provider has the address.
    #[refusal(409, "staff.sso_address_taken", refusal_sso_address_taken)]
    AddressTaken,
    /// Somebody else comes by this account there.
    #[refusal(409, "staff.sso_taken", refusal_sso_taken)]
    Taken,
    /// They come by single sign-on already.
    #[refusal(409, "staff.sso_connected", refusal_sso_connected)]
    Connected,
    /// Another person came back than the one who sits at the session.
    #[refusal(403, "staff.sso_another", refusal_sso_another)]
    Another,
    /// No factor was given in this session within 10 minutes.
    #[refusal(422, "staff.factor_due", refusal_factor_due)]
    FactorDue,
    /// What the browser carries is too old, of another session, or used up.
    #[refusal(409, "staff.sso_over", refusal_sso_over)]
    Over,
}

/// Lets somebody in. `previous`: the session that is open in this browser, which ends.
pub async fn enter(cx: &Cx, claims: &StaffClaims, previous: Option<Uuid>) -> Outcome<Entered, SsoRefusal> {
    let sso = SingleSignOn::of(cx).ok_or_else(|| refuse(SsoRefusal::Off))?;
    let (given, identity) = (sso.roles_of(&claims.groups), Identity::of(claims));
    let known = identity::find(cx, cx.read(), &identity).await?;
    if let Some(member) = &known
        && grant::at_sign_in(cx, member).await?.is_none()
    {
        return Err(refuse(SsoRefusal::RowRefused));
    }
    let tx = cx.begin().await?;
    let administrators = hold_all(cx, &tx).await?;
    let member = match known {
        Some(known) => {
            // As it is behind the lock.
            let member = locked(&tx, known.id).await?.ok_or_else(|| refuse(SsoRefusal::Over))?;
            if !identity::is_theirs(cx, &*tx, &member, &identity).await? {
                return Err(refuse(SsoRefusal::Over));
            }
            if grant::of_row(cx, &*tx, &member).await?.is_none() {
                return Err(refuse(SsoRefusal::RowRefused));
            }
            if member.disabled_at.is_some() {
                return refused(cx, tx, Some(member.id), SsoRefusal::Disabled).await;
            }
            identity::used(cx, &tx, member.id, &identity).await?;
            let member = Box::pin(settle(cx, &tx, member, &given, &administrators)).await?;
            if member.roles.is_empty() {
                return refused(cx, tx, Some(member.id), SsoRefusal::NoRole).await;
            }
            member
        }
        None if given.is_empty() => return refused(cx, tx, None, SsoRefusal::NoRole).await,
        None => Box::pin(join(cx, &tx, claims, &given)).await?,
    };
    let cx = &as_member(cx, &member);
    let grant = grant::of_row(cx, &*tx, &member).await?.ok_or_else(|| refuse(SsoRefusal::RowRefused))?;
    end_half_finished(&tx, &member).await?;
    end_previous(&tx, previous).await?;
    let vouched = Vouched::of(claims);
    let entered = if claims.gave_factor {
        let token = sessions::start(cx, &tx, member.id, Stage::Full, None, Some(&vouched)).await?;
        tell_of_new_network(cx, &tx, &member, true).await?;
        let details = serde_json::json!({ "factor": WORD });
        cx.audit(&tx, events::SIGNED_IN.about(member.id).with(details)).await?;
        Entered::In { token, member: member.id }
    } else {
        Box::pin(half(cx, &tx, &member, &grant, &vouched)).await?
    };
    tx.commit().await?;
    Ok(entered)
}

/// The word of the provider's factors, in the log.
pub(super) const WORD: &str = "sso";

/// A second factor of ours is due. Who never had one connects an app now: the provider has just said who they are. After a reset only an
/// administrator's code lets connect one.
async fn half(cx: &Cx, tx: &Tx, member: &staff::Model, grant: &Grant, vouched: &Vouched) -> Result<Entered, Fault> {
    let offer = if grant.may_set_up() {
        let secret = TotpSecret::random(cx.app.random.as_ref())?;
        Some(Offer { secret, may_connect: !grant.was_reset() })
    } else {
        None
    };
    let next = if offer.is_some() { Next::SetUp } else { Next::Code };
    let token = sessions::start(cx, tx, member.id, Stage::PasswordPassed, offer, Some(vouched)).await?;
    cx.audit(tx, events::SSO_PASSED.about(member.id)).await?;
    Ok(Entered::Half { token, next })
}

/// Writes down that somebody was not let in, with what was taken from them, and says so.
async fn refused<T>(cx: &Cx, tx: Tx, member: Option<Uuid>, why: SsoRefusal) -> Outcome<T, SsoRefusal> {
    match member {
        Some(member) => cx.audit(&tx, events::SSO_REFUSED.about(member)).await?,
        // Nobody's are counted: they cannot fill the log.
        None => audit_count::count(cx, &tx, &events::SSO_UNKNOWN).await?,
    }
    tx.commit().await?;
    Err(refuse(why))
}
