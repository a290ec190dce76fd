//! A new code for a member without an authenticator app, in place of an earlier one (ALL-8).

use super::proofs::gave_factor;
use super::{administrators, presence_code};
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};

/// Makes the code; it is shown this once. `session`: the administrator's, in which they gave a factor of their own
/// shortly before; none on the command line.
pub async fn make_presence_code(cx: &Cx, session: Option<Uuid>, id: Uuid) -> Outcome<Secret<String>, MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, _) = administrators::hold(cx, &tx, id).await?;
    if !gave_factor(cx, &tx, session).await? {
        return Err(refuse(MemberRefusal::FactorDue));
    }
    if member.disabled_at.is_some() || member.totp_secret_sealed.is_some() {
        return Err(refuse(MemberRefusal::NotWaiting));
    }
    let code = presence_code::make(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(code)
}
