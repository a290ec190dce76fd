//! What goes when a company is deleted (COM-11): the lines of this module and of all others above it, and the keyed hash to which a deletion
//! is bound.

use crate::model::states::{InvitationState, JoinState};
use crate::signals::{AllGoes, GoesLine};
use crate::tables::{
    branch, company, company_domain, company_member, company_oidc, invitation, join_request, scim_token, scim_user,
};
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::entity::prelude::*;

/// What keeps these hashes apart from others.
const SHOWN: &str = "companies.deletion_shown";

/// What goes, in the language of the context.
pub(crate) async fn lines(cx: &Cx, company: Uuid) -> Result<Vec<GoesLine>, Fault> {
    let mut all = own(cx, company).await?;
    all.extend(cx.service::<AllGoes>()?.of(cx, company).await?);
    all.retain(|line| line.count > 0);
    Ok(all)
}

/// Those of this module: counts, one look-up each.
async fn own(cx: &Cx, company: Uuid) -> Result<Vec<GoesLine>, Fault> {
    let (t, conn) = (texts(cx.lang), cx.read());
    let members = company_member::Entity::find().filter(company_member::Column::CompanyId.eq(company));
    let invitations = invitation::Entity::find()
        .filter(invitation::Column::CompanyId.eq(company))
        .filter(invitation::Column::State.is_in([InvitationState::Sent, InvitationState::Registered]));
    let asking = join_request::Entity::find()
        .filter(join_request::Column::CompanyId.eq(company))
        .filter(join_request::Column::State.eq(JoinState::Pending));
    let branches = branch::Entity::find().filter(branch::Column::CompanyId.eq(company));
    let domains = company_domain::Entity::find().filter(company_domain::Column::CompanyId.eq(company));
    let services = company_oidc::Entity::find().filter(company_oidc::Column::CompanyId.eq(company));
    let tokens = scim_token::Entity::find().filter(scim_token::Column::CompanyId.eq(company));
    let kept = scim_user::Entity::find().filter(scim_user::Column::CompanyId.eq(company));
    let logos = company::Entity::find_by_id(company).filter(company::Column::Logo.is_not_null());
    let line = |what: String, count: u64, becomes: String| GoesLine {
        what,
        count: i64::try_from(count).unwrap_or(i64::MAX),
        becomes,
    };
    Ok(vec![
        line(t.msg_users(), members.count(conn).await?, t.msg_goes_users()),
        line(t.msg_goes_invitations(), invitations.count(conn).await?, t.msg_goes_links()),
        line(t.msg_data_requests(), asking.count(conn).await?, t.msg_goes_deleted()),
        line(t.msg_goes_branches(), branches.count(conn).await?, t.msg_goes_deleted()),
        line(t.msg_goes_domains(), domains.count(conn).await?, t.msg_goes_domains_free()),
        line(t.msg_goes_services(), services.count(conn).await?, t.msg_goes_deleted()),
        line(t.msg_goes_tokens(), tokens.count(conn).await?, t.msg_goes_tokens_end()),
        line(t.msg_goes_directory(), kept.count(conn).await?, t.msg_goes_deleted()),
        line(t.msg_logo(), logos.count(conn).await?, t.msg_goes_deleted()),
    ])
}

/// What was shown to whoever deletes a company, whatever language they read it in.
pub(crate) struct Shown(Vec<u8>);

impl Shown {
    /// As it is now.
    pub(crate) async fn of(cx: &Cx, company: Uuid) -> Result<Self, Fault> {
        let plain = Cx { lang: Lang::En, ..cx.clone() };
        Ok(Self(serde_json::to_vec(&(company, lines(&plain, company).await?))?))
    }

    /// For the row.
    pub(crate) fn hash(&self, cx: &Cx) -> Vec<u8> {
        cx.app.keys.lookup(SHOWN, &self.0).to_vec()
    }

    /// For the form.
    pub(crate) fn word(&self, cx: &Cx) -> String {
        hex::encode(self.hash(cx))
    }

    /// Whether this is what a row or a form says; also one of before a turn of the pepper.
    pub(crate) fn is(&self, cx: &Cx, hash: &[u8]) -> bool {
        cx.app.keys.accepted(SHOWN, &self.0).iter().any(|known| known == hash)
    }

    /// The same of a form's word.
    pub(crate) fn is_word(&self, cx: &Cx, word: &str) -> bool {
        hex::decode(word).is_ok_and(|hash| self.is(cx, &hash))
    }
}
