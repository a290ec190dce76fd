//! The figures, one file each.

mod activation;
mod certificate_pdf;
mod chat_fanout;
mod codes;
mod companies;
mod expiry_notices;
mod explain;
mod help_page;
mod help_search;
mod import_accounts;
mod indistinguishable;
mod key_files;
mod lease_renewal;
mod license_list;
mod lists;
mod lookup_growth;
mod mail_in;
mod memory_under_load;
mod oidc;
mod passkey_sign_in;
mod request_list;
mod request_search;
mod scim;
mod session_check;
mod sign_in;
mod staff_search;
mod start;
mod upload;
mod webhooks;

use crate::place::Place;
use crate::report::Figure;
use gatehouse_core::Fault;

/// What is measured together.
pub struct Measurement {
    /// The names of its figures; each of them calls for the whole measurement.
    pub names: &'static [&'static str],
    /// Measures.
    pub run: fn(&Place) -> Result<Vec<Figure>, Fault>,
}

/// All of them, in the order of the table.
const ALL: [Measurement; 28] = [
    Measurement { names: &["lease_renewal", "lease_renewal_unique"], run: lease_renewal::measure },
    Measurement {
        names: &["activation", "activation_postgres", "activation_postgres_one_trip"],
        run: activation::measure,
    },
    Measurement { names: &["explain"], run: explain::measure },
    Measurement { names: &["sign_in", "page_p99_during_sign_in"], run: sign_in::measure },
    Measurement { names: &["session_check"], run: session_check::measure },
    Measurement { names: &["passkey_sign_in"], run: passkey_sign_in::measure },
    Measurement { names: &oidc::NAMES, run: oidc::measure },
    Measurement { names: &indistinguishable::NAMES, run: indistinguishable::measure },
    Measurement { names: &["license_list", "home_page"], run: license_list::measure },
    Measurement { names: &lists::NAMES, run: lists::measure },
    Measurement { names: &staff_search::NAMES, run: staff_search::measure },
    Measurement { names: &request_list::NAMES, run: request_list::measure },
    Measurement { names: &request_search::NAMES, run: request_search::measure },
    Measurement { names: &help_search::NAMES, run: help_search::measure },
    Measurement { names: &["codes"], run: codes::measure },
    Measurement { names: &companies::NAMES_OF, run: companies::measure },
    Measurement { names: &scim::NAMES, run: scim::measure },
    Measurement { names: &["key_file", "status_list"], run: key_files::measure },
    Measurement { names: &["certificate_pdf"], run: certificate_pdf::measure },
    Measurement { names: &[chat_fanout::NAME], run: chat_fanout::measure },
    Measurement { names: &["mail_in"], run: mail_in::measure },
    Measurement { names: &["expiry_notices"], run: expiry_notices::measure },
    Measurement { names: &["import_accounts"], run: import_accounts::measure },
    Measurement { names: &["idle_memory", "start"], run: start::measure },
    Measurement { names: &["memory_under_load", "memory_growth"], run: memory_under_load::measure },
    Measurement { names: &["lookup_growth", "lookup_growth_staff"], run: lookup_growth::measure },
    Measurement { names: &["upload", "upload_memory"], run: upload::measure },
    Measurement { names: &[webhooks::NAME], run: webhooks::measure },
];

/// The measurement with a figure of this name; all without one.
pub fn choose(name: Option<&str>) -> Result<Vec<Measurement>, Fault> {
    let chosen: Vec<Measurement> =
        ALL.into_iter().filter(|m| name.is_none_or(|name| m.names.contains(&name))).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = ALL.iter().flat_map(|m| m.names.iter().copied()).collect();
        return Err(Fault::new(format!(
            "{} is not measured; these are: {}",
            name.unwrap_or_default(),
            known.join(", ")
        )));
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn every_promised_figure_can_be_called_for_alone() {
        let promised = [
            "lease_renewal",
            "activation",
            "activation_postgres",
            "explain",
            "sign_in",
            "session_check",
            "passkey_sign_in",
            "token_issue",
            "token_refresh",
            "device_poll",
            "oidc_userinfo",
            "indistinguishable",
            "alike_sign_in",
            "license_list",
            "home_page",
            "page_in_the_middle",
            "audit_page",
            "status_expired",
            "staff_search",
            "request_list",
            "request_list_few",
            "request_list_staff",
            "request_search",
            "help_search",
            "help_page",
            "codes",
            "company_users",
            "rights_check",
            "scim_users",
            "scim_deprovision",
            "key_file",
            "status_list",
            "certificate_pdf",
            "chat_fanout",
            "mail_in",
            "expiry_notices",
            "import_accounts",
            "idle_memory",
            "start",
            "memory_under_load",
            "lookup_growth",
            "upload",
            "upload_memory",
            "webhooks",
        ];
        for name in promised {
            assert_eq!(choose(Some(name)).unwrap().len(), 1, "{name}");
        }
        assert_eq!(choose(None).unwrap().len(), super::ALL.len());
        assert!(choose(Some("nothing")).is_err());
    }
}
