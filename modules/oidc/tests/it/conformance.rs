//! The OpenID Foundation's published test plans, gone through point by point (ACC-21): the table, and that the document says the same.

use std::fmt::Write as _;

/// What came of a module.
#[derive(Clone, Copy)]
enum Came {
    /// What it asks for happens.
    Holds,
    /// Discovery does not list it.
    NotOffered,
    /// Refused by the word of the standard.
    Refused,
}
use Came::{Holds, NotOffered, Refused};

const BASIC: &str = "basic";
const CONFIG: &str = "config";
const RP_LOGOUT: &str = "RP-initiated logout";
const BACK_CHANNEL: &str = "back-channel logout";

/// Plan, module, what came of it, and the test that shows it.
#[rustfmt::skip]
const POINTS: &[(&str, &str, Came, &str)] = &[
    (BASIC, "oidcc-server", Holds, "the_code_flow_gives_what_was_asked"),
    (BASIC, "oidcc-response-type-missing", Holds, "a_request_without_a_kind_of_answer_is_refused"),
    (BASIC, "oidcc-userinfo-get", Holds, "userinfo_answers_in_each_way"),
    (BASIC, "oidcc-userinfo-post-header", Holds, "userinfo_answers_in_each_way"),
    (BASIC, "oidcc-userinfo-post-body", Holds, "userinfo_answers_in_each_way"),
    (BASIC, "oidcc-ensure-request-without-nonce-succeeds-for-code-flow", Holds, "the_code_flow_gives_what_was_asked"),
    (BASIC, "oidcc-scope-profile", Holds, "scopes_open_what_they_name"),
    (BASIC, "oidcc-scope-email", Holds, "scopes_open_what_they_name"),
    (BASIC, "oidcc-scope-address", NotOffered, "scopes_that_there_are_not_are_passed_over"),
    (BASIC, "oidcc-scope-phone", NotOffered, "scopes_that_there_are_not_are_passed_over"),
    (BASIC, "oidcc-scope-all", NotOffered, "scopes_that_there_are_not_are_passed_over"),
    (BASIC, "oidcc-ensure-other-scope-order-succeeds", Holds, "scopes_open_what_they_name"),
    (BASIC, "oidcc-display-page", Holds, "what_only_wishes_does_not_stop_the_answer"),
    (BASIC, "oidcc-display-popup", Holds, "what_only_wishes_does_not_stop_the_answer"),
    (BASIC, "oidcc-prompt-login", Holds, "a_new_proof_is_asked_for"),
    (BASIC, "oidcc-prompt-none-not-logged-in", Holds, "nobody_is_asked_where_nobody_may_be"),
    (BASIC, "oidcc-prompt-none-logged-in", Holds, "nobody_is_asked_where_nobody_may_be"),
    (BASIC, "oidcc-max-age-1", Holds, "a_new_proof_is_asked_for"),
    (BASIC, "oidcc-max-age-10000", Holds, "a_proof_that_is_young_enough_stays"),
    (BASIC, "oidcc-ensure-request-with-unknown-parameter-succeeds", Holds, "what_only_wishes_does_not_stop_the_answer"),
    (BASIC, "oidcc-id-token-hint", Holds, "an_earlier_token_says_who_is_meant"),
    (BASIC, "oidcc-login-hint", Holds, "an_address_and_a_language_are_taken_over"),
    (BASIC, "oidcc-ui-locales", Holds, "an_address_and_a_language_are_taken_over"),
    (BASIC, "oidcc-claims-locales", Holds, "what_only_wishes_does_not_stop_the_answer"),
    (BASIC, "oidcc-ensure-request-with-acr-values-succeeds", Holds, "what_only_wishes_does_not_stop_the_answer"),
    (BASIC, "oidcc-codereuse", Holds, "a_code_is_used_once"),
    (BASIC, "oidcc-codereuse-30seconds", Holds, "a_code_is_used_once"),
    (BASIC, "oidcc-ensure-registered-redirect-uri", Holds, "an_address_that_is_not_registered_gets_nothing"),
    (BASIC, "oidcc-ensure-post-request-succeeds", Holds, "a_posted_request_is_answered"),
    (BASIC, "oidcc-server-client-secret-post", Holds, "a_secret_in_the_body_is_taken"),
    (BASIC, "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported", Refused, "request_objects_are_refused_by_their_word"),
    (BASIC, "oidcc-claims-essential", NotOffered, "claims_are_not_chosen_one_by_one"),
    (BASIC, "oidcc-ensure-request-object-with-redirect-uri", Refused, "request_objects_are_refused_by_their_word"),
    (BASIC, "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported", Refused, "request_objects_are_refused_by_their_word"),
    (BASIC, "oidcc-idtoken-unsigned", NotOffered, "what_is_published_fits_together"),
    (BASIC, "oidcc-refresh-token", Holds, "a_refresh_token_goes_on_for_its_client_alone"),
    (BASIC, "oidcc-ensure-request-with-valid-pkce-succeeds", Holds, "the_code_flow_gives_what_was_asked"),
    (BASIC, "oidcc-idtoken-signature", Holds, "the_code_flow_gives_what_was_asked"),
    (CONFIG, "oidcc-discovery-endpoint-verification", Holds, "what_is_published_fits_together"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-discovery-endpoint-verification", Holds, "what_is_published_fits_together"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout", Holds, "who_is_sent_to_sign_out_goes_back_with_the_state"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-modified-id-token-hint", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-no-id-token-hint", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-bad-id-token-hint", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-no-params", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-no-post-logout-redirect-uri", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-no-state", Holds, "who_is_sent_to_sign_out_goes_back_with_the_state"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-only-state", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (RP_LOGOUT, "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri", Holds, "a_wrong_way_out_leads_nowhere_else"),
    (BACK_CHANNEL, "oidcc-backchannel-logout-discovery-endpoint-verification", Holds, "what_is_published_fits_together"),
    (BACK_CHANNEL, "oidcc-backchannel-rp-initiated-logout", Holds, "a_client_is_told_by_a_logout_token"),
];

const DOCUMENT: &str = include_str!("../../../../docs/formats/openid-conformance.md");
const TESTS: [&str; 2] = [include_str!("conformance_basic.rs"), include_str!("conformance_logout.rs")];

/// ACC-21
#[test]
fn the_document_says_of_each_point_what_a_test_shows() {
    let mut seen = std::collections::HashSet::new();
    let mut table = "| plan | module | result | test |\n| --- | --- | --- | --- |\n".to_owned();
    for (plan, module, came, test) in POINTS {
        assert!(seen.insert(module), "{module} is there twice");
        let has = |text: &str| text.contains(&format!("    async fn {test}(world: World)"));
        assert!(TESTS.iter().any(|text| has(text)), "{module}: there is no test {test}");
        let word = match came {
            Holds => "holds",
            NotOffered => "not offered",
            Refused => "refused",
        };
        writeln!(table, "| {plan} | `{module}` | {word} | `{test}` |").unwrap();
    }
    assert!(DOCUMENT.ends_with(&table), "the table of the document is to be:\n{table}");
}
