//! What a mail brings along. The mail names it and holds none of it: the module that knows it makes it when the mail is sent. So ten thousand
//! mails that wait hold no copies of one paper, a try after a kill makes it once more, and nobody gets what they may not have any more.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, async_trait};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The most attachments of a mail; further ones are left out.
pub const MOST: usize = 3;
/// The most bytes of all of them together; what does not fit is left out.
pub const MOST_BYTES: usize = 5 << 20;

/// An attachment as a mail names it; sealed with the mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Who makes it: [`Attaches::kind`].
    pub kind: String,
    /// What it is of and for whom, in the words of who makes it.
    pub of: serde_json::Value,
}

/// It, as it is sent.
#[derive(Clone)]
pub struct Attachment {
    /// The name of the file, plain ASCII without quotes.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.media, self.bytes.len())
    }
}

/// What a module attaches to its mails.
#[async_trait]
pub trait Attaches: Send + Sync {
    /// Which attachment, such as `support.contract_certificate`.
    fn kind(&self) -> &'static str;
    /// Makes it as it is now, in the language of the mail; `None`: it is gone, or the mail's reader may not have it any more. Called again for
    /// each try, outside of any transaction.
    async fn make(&self, cx: &Cx, of: &serde_json::Value, lang: Lang) -> Result<Option<Attachment>, Fault>;
}

/// Those of all modules. Lies in the services.
#[derive(Clone, Default)]
pub struct Attachers(Vec<Arc<dyn Attaches>>);

impl Attachers {
    /// Of these.
    pub fn new(all: impl IntoIterator<Item = Arc<dyn Attaches>>) -> Self {
        Self(all.into_iter().collect())
    }

    fn of(&self, kind: &str) -> Result<&dyn Attaches, Fault> {
        let found = self.0.iter().find(|one| one.kind() == kind);
        // A node of before an update knows no kind of after it: the mail waits for another node.
        found.map(AsRef::as_ref).ok_or_else(|| Fault::new(format!("nothing here makes the attachment {kind}")))
    }
}

/// Makes what a mail names. What is gone or too large is left out: the mail tells more than its attachment.
pub async fn made(cx: &Cx, named: &[Attached], lang: Lang) -> Result<Vec<Attachment>, Fault> {
    let (mut all, mut room) = (Vec::new(), MOST_BYTES);
    if named.is_empty() {
        return Ok(all);
    }
    let attachers = cx.service::<Attachers>()?;
    for one in named.iter().take(MOST) {
        match attachers.of(&one.kind)?.make(cx, &one.of, lang).await? {
            None => left_out(&one.kind, "gone"),
            Some(made) if made.bytes.len() > room => left_out(&one.kind, "size"),
            Some(made) => {
                room -= made.bytes.len();
                all.push(made);
            }
        }
    }
    for one in named.iter().skip(MOST) {
        left_out(&one.kind, "count");
    }
    Ok(all)
}

/// The mail server took the mail without them alone.
pub(crate) fn refused() {
    left_out("all of a mail", "refused");
}

fn left_out(kind: &str, why: &'static str) {
    metrics::counter!("gatehouse_mail_attachments_left_out_total", "why" => why).increment(1);
    if why != "gone" {
        tracing::warn!(kind, why, "an attachment was left out of a mail");
    }
}
