//! Entities; each column says what personal data it holds.

pub mod branch;
pub mod carry_over;
pub mod company;
pub mod company_deletion;
pub mod company_domain;
pub mod company_identity;
pub mod company_member;
pub mod company_news;
pub mod company_oidc;
pub mod company_registration;
pub mod company_session;
pub mod company_slug;
pub mod former_member;
pub mod invitation;
pub mod join_request;
pub mod owner_change;
pub mod portal_change;
pub mod scim_call;
pub mod scim_group;
pub mod scim_group_member;
pub mod scim_token;
pub mod scim_user;
pub mod scim_user_email;
