//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::tables::{
    branch, carry_over, company, company_deletion, company_domain, company_identity, company_member, company_news,
    company_oidc, company_registration, company_session, company_slug, former_member, invitation, join_request,
    owner_change, portal_change, scim_call, scim_group, scim_group_member, scim_token, scim_user, scim_user_email,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What other columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

/// The rule of registrations.
pub(crate) const REGISTRATION_RULE: &str = "companies.registration";
/// The rule of invitations.
pub(crate) const INVITATION_RULE: &str = "companies.invitation";
/// Days after the end of an invitation: a lapsed one is known to support for so long.
pub(crate) const INVITATION_DAYS: u32 = 90;
/// The rule of requests to join.
pub(crate) const JOIN_RULE: &str = "companies.join_request";
/// Days after the end of a request.
pub(crate) const JOIN_DAYS: u32 = 30;
/// The rule of changes of owner.
pub(crate) const OWNER_RULE: &str = "companies.owner_change";
/// The rule of sessions that a provider vouched for.
pub(crate) const SESSION_RULE: &str = "companies.session";
/// Days after a change of owner.
pub(crate) const OWNER_DAYS: u32 = 3 * 365;

/// Days after administrators were told of a change of the portal.
const PORTAL_DAYS: u32 = 3 * 365;

pub(crate) fn inventory() -> Inventory {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    Inventory {
        module: "companies",
        tables: vec![
            company::Model::table(),
            company_member::Model::table(),
            former_member::Model::table(),
            company_slug::Model::table(),
            branch::Model::table(),
            join_request::Model::table(),
            company_registration::Model::table(),
            invitation::Model::table(),
            owner_change::Model::table(),
            carry_over::Model::table(),
            company_deletion::Model::table(),
            company_domain::Model::table(),
            company_oidc::Model::table(),
            company_identity::Model::table(),
            scim_token::Model::table(),
            scim_user::Model::table(),
            scim_group::Model::table(),
            scim_group_member::Model::table(),
            company_news::Model::table(),
            portal_change::Model::table(),
            scim_user_email::Model::table(),
            scim_call::Model::table(),
            company_session::Model::table(),
        ],
        rules: vec![
            rule(
                REGISTRATION_RULE,
                "company_registration",
                "erase_at",
                0,
                "A registration with a company that is not activated is erased after 30 days",
            ),
            rule(
                INVITATION_RULE,
                "invitation",
                "ends_at",
                INVITATION_DAYS,
                "An invitation into a company is erased 90 days after its link has ended",
            ),
            rule(
                JOIN_RULE,
                "join_request",
                "ends_at",
                JOIN_DAYS,
                "A request to join a company is erased 30 days after it was decided or has expired",
            ),
            rule(
                OWNER_RULE,
                "owner_change",
                "ended_at",
                OWNER_DAYS,
                "The letter and the reason of a change of owner are erased after three years",
            ),
            rule(
                "companies.deletion",
                "company_deletion",
                "ends_at",
                0,
                "A link to delete a company that is too old is erased",
            ),
            rule(
                "companies.portal_change",
                "portal_change",
                "made_at",
                PORTAL_DAYS,
                "What administrators of companies were told of the portal is erased after three years",
            ),
            rule(
                "companies.news",
                "company_news",
                "made_at",
                1,
                "What administrators of a company could not be told by mail is erased after a day",
            ),
            rule(
                "companies.scim_call",
                "scim_call",
                "at",
                30,
                "What a company's directory asked for is erased after 30 days",
            ),
            rule(
                SESSION_RULE,
                "company_session",
                "ends_at",
                0,
                "That a company's provider vouched for a session is forgotten 90 days after that, or when the membership ends",
            ),
        ],
    }
}
