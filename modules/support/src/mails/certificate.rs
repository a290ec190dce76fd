//! The certificate of a contract as mails bring it along (LIC-28). A mail names the contract and how its reader was told; the paper is made when the
//! mail goes out, as the contract and its reader are then: who is no contact any more gets none, and who is no user of the company one that names
//! them alone.

use crate::pages::contract_paper::{MEDIA, file};
use crate::queries::contract_certificate::of_told;
use crate::queries::contract_people::Switch;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_mail::{Attached, Attaches, Attachment};
use serde::{Deserialize, Serialize};

const KIND: &str = "support.contract_certificate";

/// What a mail says of it.
#[derive(Serialize, Deserialize)]
struct Of {
    contract: Uuid,
    to: Switch,
}

/// The certificate of this contract for somebody who is told of it.
pub(crate) fn attached(contract: Uuid, to: Switch) -> Result<Attached, Fault> {
    Ok(Attached { kind: KIND.to_owned(), of: serde_json::to_value(Of { contract, to })? })
}

/// Makes it.
pub(crate) struct Certificate;

#[async_trait]
impl Attaches for Certificate {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn make(&self, cx: &Cx, of: &serde_json::Value, lang: Lang) -> Result<Option<Attachment>, Fault> {
        let Of { contract, to } = Of::deserialize(of)?;
        let Some(certificate) = of_told(cx, contract, to).await? else { return Ok(None) };
        let (name, bytes) = file(cx, &certificate, lang).await?;
        Ok(Some(Attachment { name, media: MEDIA, bytes }))
    }
}
