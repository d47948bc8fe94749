"""nbgrader's view of the course: solutions are the source, exercises the release."""

from aipm_helpers.grading.nbgrader import install

c = get_config()

# nbgrader autograde and formgrader's button grade in a jail, and judge from outside of it.
install()

c.CourseDirectory.course_id = "aipm"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Every file that is not ignored is copied: without "*.py" a release has the solutions, and without "*.verdict.json"
# feedback has what is meant for the instructor.
c.CourseDirectory.ignore = ["*.py", "*.verdict.json", "*.pyc", ".ipynb_checkpoints", "__pycache__"]

# What stands in for a solution; checks.py knows it as "not answered yet".
c.ClearSolutions.code_stub = {"python": "..."}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"
