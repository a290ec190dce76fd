//! Tells the owner that an application was connected with the account (ACC-21); always sent.

use crate::pages::APPS;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_core::agent::device_label;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, app: &str) -> Result<(), Fault> {
    let t = texts(to.lang);
    let device = cx.agent.as_deref().and_then(device_label).unwrap_or_else(|| t.msg_mail_connected_device());
    let place = match cx.network.as_deref() {
        Some(network) => format!("{device}, {network}"),
        None => device,
    };
    Letter::new(cx, "oidc.connected", to)
        .title(t.msg_mail_connected_title(app))
        .lead(t.msg_mail_connected_lead(app, to.moment(cx, cx.now()), place))
        .button(t.msg_mail_connected_button(), APPS)
        .after(t.msg_mail_connected_not_you())
        .security()
        .queue(tx)
        .await
}
