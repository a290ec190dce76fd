//! Links that were mailed, as whoever opens their mail finds them.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_mail::queue::latest;

/// As many mails are looked through: the link is in one of the last.
const MAILS: u64 = 400;

/// The token of the link in the newest mail to this address.
pub(in crate::demo) async fn token(cx: &Cx, to: &str) -> Result<String, Fault> {
    let own = latest(cx, MAILS).await?.into_iter().filter(|mail| mail.to == to);
    let mut links = own.filter_map(|mail| {
        let text = mail.content?.text;
        let (_, behind) = text.split_once("?token=")?;
        Some(behind.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect())
    });
    links.next().ok_or_else(|| Fault::new(format!("demo: no link was mailed to {to}")))
}
