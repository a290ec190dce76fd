//! SPF, DKIM and DMARC (RFC 7208, 6376, 7489) by mail-auth. The child has no network: what name servers must be asked is told to the
//! server, which asks and calls again with the answers. The library's resolver is never reached, because its caches always answer.

mod answers;

pub use answers::{Answer, MOST_QUESTIONS, Question};

use super::Asked;
use crate::mail::{Proof, Signed, Verdict};
use answers::{Cache, Known};
use hickory_resolver::Resolver;
use hickory_resolver::config::{ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use mail_auth::dmarc::Policy;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimResult, DmarcResult, MessageAuthenticator, Parameters, SpfOutput, SpfResult,
};
use mail_parser::Message;
use psl::Psl as _;
use std::cell::RefCell;
use std::sync::Arc;

/// Signatures that are looked at.
const MOST_SIGNATURES: usize = 8;

/// What is known now, and what must be asked before it is the last word.
pub fn judge(message: &Message<'_>, asked: &Asked) -> (Proof, Vec<Question>) {
    let answers = asked.answers.iter().map(|(question, answer)| (question, answer)).collect();
    let known = Known { answers, open: RefCell::default() };
    let Some(authenticator) = authenticator() else { return (Proof::default(), Vec::new()) };
    let proof = futures::executor::block_on(proven(&authenticator, message, asked, &known));
    (proof, known.open.into_inner())
}

/// A resolver that knows nobody: it is made because the library wants one.
fn authenticator() -> Option<MessageAuthenticator> {
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let mut options = ResolverOpts::default();
    options.use_hosts_file = ResolveHosts::Never;
    let config = ResolverConfig::from_name_servers(Vec::new());
    let builder = Resolver::builder_with_config(config, TokioRuntimeProvider::default());
    Some(MessageAuthenticator(builder.with_options(options).with_tls_config(tls).build().ok()?))
}

fn with<'x, P>(
    params: P,
    cache: &'x Cache<'x, 'x>,
) -> Parameters<'x, P, Cache<'x, 'x>, Cache<'x, 'x>, Cache<'x, 'x>, Cache<'x, 'x>, Cache<'x, 'x>> {
    Parameters {
        params,
        cache_txt: Some(cache),
        cache_mx: Some(cache),
        cache_ptr: Some(cache),
        cache_ipv4: Some(cache),
        cache_ipv6: Some(cache),
    }
}

async fn proven(by: &MessageAuthenticator, message: &Message<'_>, asked: &Asked, known: &Known<'_>) -> Proof {
    let cache = Cache(known);
    let envelope = &asked.envelope;
    let path = envelope.from.clone().unwrap_or_default();
    let helo = if envelope.helo.is_empty() { "unknown" } else { &envelope.helo };
    let path_domain = path.rsplit_once('@').map_or(helo, |(_, domain)| domain).to_lowercase();
    let spf = match envelope.ip {
        Some(ip) if path.is_empty() => {
            by.verify_spf(with(SpfParameters::verify_ehlo(ip, helo, &asked.host), &cache)).await
        }
        Some(ip) => by.verify_spf(with(SpfParameters::verify_mail_from(ip, helo, &asked.host, &path), &cache)).await,
        None => SpfOutput::new(path_domain.clone()),
    };
    let mut signed = AuthenticatedMessage::from_parsed(message, true);
    signed.dkim_headers.truncate(MOST_SIGNATURES);
    let dkim = by.verify_dkim(with(&signed, &cache)).await;
    let dmarc = DmarcParameters::new(&signed, &dkim, &path_domain, &spf).with_domain_suffix_fn(organization);
    let dmarc = by.verify_dmarc(with(dmarc, &cache)).await;
    let from = signed.from.first().and_then(|from| from.rsplit_once('@')).map(|(_, domain)| domain.to_lowercase());
    let own =
        |domain: &str| from.as_deref().is_some_and(|from| organization(from) == organization(&domain.to_lowercase()));
    let signatures: Vec<Signed> = dkim
        .iter()
        .filter_map(|one| {
            let signature = one.signature()?;
            Some(Signed {
                domain: signature.d.to_lowercase(),
                selector: signature.s.clone(),
                verdict: of_dkim(one.result()),
            })
        })
        .collect();
    let is_one = signed.from.len() == 1;
    let mut verdict = of_dmarc(dmarc.dkim_result(), dmarc.spf_result(), dmarc.dmarc_record().is_some(), is_one);
    if envelope.ip.is_none() && verdict == Verdict::Fail {
        // SPF could not be asked: nothing is disproved.
        verdict = Verdict::None;
    }
    Proof {
        spf: of_spf(spf.result()),
        spf_domain: spf.domain().to_owned(),
        is_aligned: is_one
            && (spf.result() == SpfResult::Pass && own(&path_domain)
                || signatures.iter().any(|one| one.verdict == Verdict::Pass && own(&one.domain))),
        dmarc: verdict,
        policy: dmarc.dmarc_record().map(|record| policy(record.p).to_owned()).unwrap_or_default(),
        dkim: signatures,
    }
}

/// The domain of the organization: what the public suffix list says.
fn organization(domain: &str) -> &str {
    let registrable = psl::List.domain(domain.as_bytes()).map(|found| found.as_bytes().len());
    registrable.and_then(|length| domain.get(domain.len().checked_sub(length)?..)).unwrap_or(domain)
}

const fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Reject => "reject",
        Policy::Quarantine => "quarantine",
        Policy::None | Policy::Unspecified => "none",
    }
}

fn of_spf(result: SpfResult) -> Verdict {
    match result {
        SpfResult::Pass => Verdict::Pass,
        SpfResult::Fail => Verdict::Fail,
        SpfResult::SoftFail | SpfResult::Neutral => Verdict::Soft,
        SpfResult::TempError => Verdict::Later,
        SpfResult::PermError => Verdict::Broken,
        SpfResult::None => Verdict::None,
    }
}

fn of_dkim(result: &DkimResult) -> Verdict {
    match result {
        DkimResult::Pass => Verdict::Pass,
        DkimResult::Fail(_) | DkimResult::Neutral(_) => Verdict::Fail,
        DkimResult::PermError(_) => Verdict::Broken,
        DkimResult::TempError(_) => Verdict::Later,
        DkimResult::None => Verdict::None,
    }
}

fn of_dmarc(dkim: &DmarcResult, spf: &DmarcResult, has_record: bool, is_one: bool) -> Verdict {
    match (dkim, spf) {
        (DmarcResult::Pass, _) | (_, DmarcResult::Pass) if is_one => Verdict::Pass,
        (DmarcResult::TempError(_), _) | (_, DmarcResult::TempError(_)) => Verdict::Later,
        (DmarcResult::PermError(_), _) | (_, DmarcResult::PermError(_)) => Verdict::Broken,
        _ if has_record => Verdict::Fail,
        _ => Verdict::None,
    }
}
