//! The mail that an endpoint is sent nothing more.

use crate::sealed;
use crate::tables::endpoint::{Model, State};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Role};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, staff};

/// Who is told.
const TOLD: &[Role] = &[Role::Administrator];

/// Tells administrators that an endpoint broke, or asked for nothing more.
pub(crate) async fn stopped(cx: &Cx, tx: &Tx, endpoint: &Model, state: State) -> Result<(), Fault> {
    let name = sealed::name(&sealed::opener(cx, &**tx).await?, endpoint)?;
    for member in staff::with_roles(cx, tx, TOLD).await? {
        let t = crate::texts(member.lang);
        let (title, lead, next) = if state == State::Broken {
            (t.msg_mail_broke_title(), t.msg_mail_broke_lead(name.as_str()), t.msg_mail_broke_next())
        } else {
            (t.msg_mail_gone_title(), t.msg_mail_gone_lead(name.as_str()), t.msg_mail_gone_next())
        };
        Letter::new(cx, "webhooks.stopped", &member)
            .title(title)
            .lead(lead)
            .line(next)
            .button(t.msg_mail_button(), &format!("/staff/webhooks/{}", endpoint.id))
            .reason(t.msg_mail_reason())
            .queue(tx)
            .await?;
    }
    Ok(())
}
