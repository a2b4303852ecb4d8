//! Small symmetric matrices.

use crate::sort::Sort as _;
/// Eigenvalues in ascending order and their vectors: `vectors[k]` belongs to `values[k]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eigen<const N: usize> {
    /// Ascending.
    pub values: [f64; N],
    /// Orthonormal, one a row.
    pub vectors: [[f64; N]; N],
}

/// Decomposes a symmetric matrix by Jacobi rotations: for the handful of parameters of a model it is exact to
/// rounding, and small eigenvalues keep their relative accuracy better than by QR.
///
/// Source: Golub & Van Loan, Matrix Computations, section 8.5.
pub fn eigen<const N: usize>(matrix: &[[f64; N]; N]) -> Eigen<N> {
    let mut a = *matrix;
    let mut v = [[0.0; N]; N];
    for (i, row) in v.iter_mut().enumerate() {
        row[i] = 1.0;
    }
    for _sweep in 0..60 {
        let mut rotated = false;
        for p in 0..N {
            for q in p + 1..N {
                rotated |= rotate(&mut a, &mut v, p, q);
            }
        }
        if !rotated {
            break;
        }
    }
    let mut order = [0; N];
    for (i, place) in order.iter_mut().enumerate() {
        *place = i;
    }
    order.order_by(|&i, &j| a[i][i].total_cmp(&a[j][j]));
    Eigen { values: order.map(|k| a[k][k]), vectors: order.map(|k| std::array::from_fn(|i| v[i][k])) }
}

/// Zeroes the element at (p, q); `false` if it already counts as zero.
fn rotate<const N: usize>(a: &mut [[f64; N]; N], v: &mut [[f64; N]; N], p: usize, q: usize) -> bool {
    let off = a[p][q];
    if off.abs() <= f64::EPSILON * 0.25 * libm::sqrt((a[p][p] * a[q][q]).abs()) || off == 0.0 {
        return false;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * off);
    let t = if theta.abs() > 1e150 {
        0.5 / theta
    } else {
        theta.signum() / (theta.abs() + libm::sqrt(theta * theta + 1.0))
    };
    let c = 1.0 / libm::sqrt(t * t + 1.0);
    let s = t * c;
    for row in a.iter_mut() {
        let (x, y) = (row[p], row[q]);
        row[p] = c * x - s * y;
        row[q] = s * x + c * y;
    }
    let (row_p, row_q) = (a[p], a[q]);
    a[p] = std::array::from_fn(|k| c * row_p[k] - s * row_q[k]);
    a[q] = std::array::from_fn(|k| s * row_p[k] + c * row_q[k]);
    for row in v.iter_mut() {
        let (x, y) = (row[p], row[q]);
        row[p] = c * x - s * y;
        row[q] = s * x + c * y;
    }
    a[p][q] = 0.0;
    a[q][p] = 0.0;
    true
}

/// The inner product.
pub fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// `x' M x`.
pub fn quadratic_form<const N: usize>(matrix: &[[f64; N]; N], x: &[f64; N]) -> f64 {
    matrix.iter().zip(x).map(|(row, xi)| xi * dot(row, x)).sum()
}
