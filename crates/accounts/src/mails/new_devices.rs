//! Tells the owner of several sign-ins from new browsers together (ACC-10); always sent.

use super::To;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::{Cx, Tx};

/// Sign-ins that are listed; further ones are only counted.
const LISTED: usize = 10;

/// Queues it. A sign-in is its moment, the browser's name of itself, and its network.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, seen: &[(Moment, Option<&str>, Option<&str>)]) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let settings = &cx.app.settings;
    let count = u32::try_from(seen.len()).unwrap_or(u32::MAX);
    let lead = t.msg_mail_devices_lead(count);
    let mut page = to.page(cx, t.msg_mail_devices_title(), lead, t.msg_mail_security_reason(&settings.brand));
    page.body = seen
        .iter()
        .take(LISTED)
        .map(|(at, agent, network)| {
            let device = agent.and_then(gatehouse_core::agent::device_label).unwrap_or_else(|| t.msg_device_unknown());
            let place = network.map(|network| format!(", {network}")).unwrap_or_default();
            format!("{}: {device}{place}", to.moment(cx, *at))
        })
        .collect();
    page.body.push(t.msg_mail_device_you());
    page.button = Some((t.msg_mail_device_button(), format!("{}/account/sessions", settings.origin)));
    page.after = vec![t.msg_mail_device_other()];
    to.queue(cx, tx, "accounts.new_devices", page).await
}
