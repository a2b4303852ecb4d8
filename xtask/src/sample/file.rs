//! A file of the sample as it grows.

/// One CSV file.
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Which of the five kinds it is.
    pub kind: &'static str,
    /// Rows below the header.
    pub n_rows: usize,
    /// Header and rows.
    pub text: String,
}

impl File {
    /// A file that holds its header.
    pub fn new(name: &'static str, kind: &'static str, header: &str) -> Self {
        Self { name, kind, n_rows: 0, text: format!("{header}\n") }
    }

    /// Adds a row.
    pub fn row(&mut self, row: impl AsRef<str>) {
        self.text.push_str(row.as_ref());
        self.text.push('\n');
        self.n_rows += 1;
    }
}

/// Cents as `12.50`.
pub fn money(cents: i32) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
