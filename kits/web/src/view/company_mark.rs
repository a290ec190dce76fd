use crate::scope::Company;
use askama::Template;

/// A company's logo (COM-9) beside the vendor's mark. Who wants no motion gets the picture that stands still, which the browser chooses.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<picture class="company-logo">{% if let Some(still) = still %}<source media="(prefers-reduced-motion: reduce)" srcset="{{ still }}">{% endif %}<img src="{{ shown }}" alt="{{ name }}"></picture>"#,
    ext = "html"
)]
pub struct CompanyMark {
    name: String,
    shown: String,
    still: Option<String>,
}

components!(CompanyMark);

impl CompanyMark {
    /// Of a company that has one.
    pub fn of(company: &Company) -> Option<Self> {
        let logo = company.logo?;
        let still = logo.still.map(|still| company.logo_path(still));
        Some(Self { name: company.name.clone(), shown: company.logo_path(logo.file), still })
    }
}

#[cfg(test)]
mod tests {
    use super::CompanyMark;
    use crate::scope::{Company, CompanyLogo, Held};
    use gatehouse_core::Uuid;

    /// COM-9
    #[test]
    fn a_logo_that_moves_has_one_that_stands_still() {
        let (file, still) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let company = |logo| Company {
            id: Uuid::nil(),
            word: "acme".into(),
            name: "A & B".into(),
            logo,
            rights: 0,
            is_open: true,
            held: Held::of(()),
        };
        assert!(CompanyMark::of(&company(None)).is_none());
        let moving = CompanyMark::of(&company(Some(CompanyLogo { file, still: Some(still) }))).unwrap().to_string();
        let path = |file: Uuid| format!("\"/c/acme/logo/{file}\"");
        assert!(moving.contains(&format!("(prefers-reduced-motion: reduce)\" srcset={}", path(still))), "{moving}");
        assert!(moving.contains(&format!("src={} alt=\"A &#38; B\"", path(file))), "{moving}");
        let plain = CompanyMark::of(&company(Some(CompanyLogo { file, still: None }))).unwrap().to_string();
        assert!(plain.contains(&path(file)) && !plain.contains("source"), "{plain}");
    }
}
