//! Words about clients that several pages and the log use.

use crate::model::client::IdTokenAlg;
use crate::model::client_secret::Overlap;
use crate::texts;
use gatehouse_core::Lang;

/// A field of a client, as the form and the log call it.
pub(crate) fn field_name(word: &str, lang: Lang) -> Option<String> {
    let t = texts(lang);
    Some(match word {
        "name" => t.msg_client_name(),
        "redirect_uris" => t.msg_client_redirect_uris(),
        "post_logout_redirect_uris" => t.msg_client_post_logout_uris(),
        "backchannel_logout_uri" => t.msg_client_backchannel_uri(),
        "scopes" => t.msg_client_scopes(),
        "id_token_alg" => t.msg_client_alg(),
        "require_par" => t.msg_client_par_short(),
        "first_party" => t.msg_client_own_short(),
        "products" => t.msg_client_products(),
        "note" => t.msg_client_note(),
        _ => return None,
    })
}

/// How long the secret of before works on, in words.
pub(crate) fn overlap_name(overlap: Overlap, lang: Lang) -> String {
    let t = texts(lang);
    match overlap {
        Overlap::None => t.msg_client_overlap_none(),
        Overlap::Hour => t.msg_client_overlap_hour(),
        Overlap::Day => t.msg_client_overlap_day(),
        Overlap::Week => t.msg_client_overlap_week(),
        Overlap::Open => t.msg_client_overlap_open(),
    }
}

/// What a scope opens, in words.
pub(super) fn scope_name(scope: &str, lang: Lang) -> String {
    let t = texts(lang);
    match scope {
        "openid" => t.msg_client_scope_openid(),
        "profile" => t.msg_client_scope_profile(),
        "email" => t.msg_client_scope_email(),
        "offline_access" => t.msg_client_scope_offline(),
        other => other.to_owned(),
    }
}

/// What signs, with a word about it.
pub(super) fn alg_name(alg: IdTokenAlg, lang: Lang) -> String {
    let t = texts(lang);
    match alg {
        IdTokenAlg::Rs256 => t.msg_client_alg_rs256(),
        IdTokenAlg::Es256 => t.msg_client_alg_es256(),
        IdTokenAlg::EdDsa => t.msg_client_alg_eddsa(),
    }
}
